import home.Thermostat;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("at home", () -> Check.equal(21.0, new Thermostat(21).target(12)));
        Check.test("at night", () -> Check.equal(18.0, new Thermostat(21).target(23)));
        Check.test("on holiday", () -> {
            Thermostat thermostat = new Thermostat(21);
            thermostat.setHoliday(true);
            Check.equal(12.0, thermostat.target(12));
        });
        Check.test("heats", () -> Check.equal(true, new Thermostat(21).measure(5, 12)));
        Check.end();
    }
}
