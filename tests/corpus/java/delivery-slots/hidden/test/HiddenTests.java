import delivery.Slots;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("other cut-offs", () -> {
            Check.equal(0, new Slots(0, 1).firstDay(0));
            Check.equal(1, new Slots(0, 1).firstDay(1));
            Check.equal(0, new Slots(1439, 1).firstDay(1439));
        });
        Check.test("full days", () -> {
            Slots slots = new Slots(60, 2);
            int[] days = {slots.book(60), slots.book(60), slots.book(60), slots.book(61), slots.book(61)};
            Check.equal("[0, 0, 1, 1, 2]", java.util.Arrays.toString(days));
            Check.equal(2, slots.count(0));
        });
        Check.end();
    }
}
