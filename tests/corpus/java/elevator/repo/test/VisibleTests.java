import building.Elevator;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("one trip", () -> {
            Elevator elevator = new Elevator(-1, 9, 0);
            elevator.call(5);
            Check.equal(5, elevator.serve());
            Check.equal(5, elevator.travelled());
        });
        Check.test("two trips", () -> {
            Elevator elevator = new Elevator(-1, 9, 0);
            elevator.call(5);
            elevator.call(2);
            elevator.serve();
            elevator.serve();
            Check.equal(8, elevator.travelled());
        });
        Check.test("no such floor", () -> Check.equal(false, new Elevator(0, 3, 0).call(4)));
        Check.test("called twice", () -> {
            Elevator elevator = new Elevator(0, 3, 0);
            elevator.call(1);
            elevator.call(1);
            Check.equal(1, elevator.waiting());
        });
        Check.end();
    }
}
