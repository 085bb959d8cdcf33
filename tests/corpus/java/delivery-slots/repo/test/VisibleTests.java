import delivery.Slots;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("early orders come the same day", () -> Check.equal(0, new Slots(720, 5).book(600)));
        Check.test("the cut-off itself is in time", () -> Check.equal(0, new Slots(720, 5).book(720)));
        Check.test("late orders come the next day", () -> Check.equal(1, new Slots(720, 5).book(721)));
        Check.test("a full day moves on", () -> {
            Slots slots = new Slots(720, 1);
            slots.book(100);
            Check.equal(1, slots.book(100));
        });
        Check.end();
    }
}
