import building.Elevator;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("up and down", () -> {
            Elevator elevator = new Elevator(-3, 20, 4);
            for (int floor : new int[] {10, -3, 4, 20}) {
                elevator.call(floor);
            }
            for (int n = 0; n < 6; n++) {
                elevator.serve();
            }
            Check.equal(6 + 13 + 7 + 16, elevator.travelled());
        });
        Check.test("nobody calls", () -> {
            Elevator elevator = new Elevator(0, 5, 2);
            Check.equal(2, elevator.serve());
            Check.equal(0, elevator.travelled());
        });
        Check.end();
    }
}
