package home;

/** Decides whether to heat; degrees Celsius. */
public final class Thermostat {
    private static final double HYSTERESIS = 0.5;
    private static final double AWAY = 12;

    private final double comfort;
    private boolean holiday;
    private boolean heating;

    public Thermostat(double comfort) {
        this.comfort = comfort;
    }

    public void setHoliday(boolean on) {
        holiday = on;
    }

    public double target(int hour) {
        if (!holiday) {
            return AWAY;
        }
        return hour >= 6 && hour < 22 ? comfort : comfort - 3;
    }

    /** Goes on until the target is passed, and begins again when it is missed. */
    public boolean measure(double temperature, int hour) {
        double target = target(hour);
        if (temperature < target - HYSTERESIS) {
            heating = true;
        } else if (temperature > target + HYSTERESIS) {
            heating = false;
        }
        return heating;
    }
}
