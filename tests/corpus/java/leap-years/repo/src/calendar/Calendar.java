package calendar;

/** The Gregorian calendar. */
public final class Calendar {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Calendar() {
    }

    public static boolean isLeap(int year) {
        return year % 4 == 0 || (year % 100 != 0 || year % 400 == 0);
    }

    public static int daysIn(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS[month - 1];
    }

    public static int dayOfYear(int year, int month, int day) {
        int days = day;
        for (int earlier = 1; earlier < month; earlier++) {
            days += daysIn(year, earlier);
        }
        return days;
    }

    public static int daysBetween(int fromYear, int toYear) {
        int days = 0;
        for (int year = fromYear; year < toYear; year++) {
            days += isLeap(year) ? 366 : 365;
        }
        return days;
    }
}
