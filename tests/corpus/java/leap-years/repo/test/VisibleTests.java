import calendar.Calendar;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("2024", () -> Check.equal(true, Calendar.isLeap(2024)));
        Check.test("2023", () -> Check.equal(false, Calendar.isLeap(2023)));
        Check.test("2000", () -> Check.equal(true, Calendar.isLeap(2000)));
        Check.test("1900", () -> Check.equal(false, Calendar.isLeap(1900)));
        Check.test("day of year", () -> Check.equal(60, Calendar.dayOfYear(2024, 2, 29)));
        Check.end();
    }
}
