import calendar.Calendar;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("against the platform", () -> {
            for (int year = 1580; year < 2800; year++) {
                Check.equal(java.time.Year.isLeap(year), Calendar.isLeap(year));
            }
        });
        Check.test("centuries", () -> Check.equal(36524, Calendar.daysBetween(1900, 2000)));
        Check.test("march", () -> Check.equal(60, Calendar.dayOfYear(2100, 3, 1)));
        Check.end();
    }
}
