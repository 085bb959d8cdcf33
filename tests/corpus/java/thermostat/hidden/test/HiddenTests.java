import home.Thermostat;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("there and back", () -> {
            Thermostat thermostat = new Thermostat(20);
            Check.equal(true, thermostat.measure(15, 8));
            thermostat.setHoliday(true);
            Check.equal(false, thermostat.measure(15, 8));
            thermostat.setHoliday(false);
            Check.equal(true, thermostat.measure(15, 8));
            Check.equal(true, thermostat.measure(20.4, 8));
            Check.equal(false, thermostat.measure(20.6, 8));
        });
        Check.test("edges of the night", () -> {
            Thermostat thermostat = new Thermostat(20);
            Check.equal(17.0, thermostat.target(5));
            Check.equal(20.0, thermostat.target(6));
            Check.equal(20.0, thermostat.target(21));
            Check.equal(17.0, thermostat.target(22));
        });
        Check.end();
    }
}
