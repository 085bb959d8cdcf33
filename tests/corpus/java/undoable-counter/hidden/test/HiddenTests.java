import counting.Counter;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("nothing to undo after a reset", () -> {
            Counter counter = new Counter(5);
            counter.count(1);
            counter.count(1);
            counter.reset();
            Check.equal(false, counter.undo());
            counter.count(4);
            Check.equal(true, counter.undo());
            Check.equal(false, counter.undo());
            Check.equal(0, counter.value());
        });
        Check.test("reset really resets", () -> {
            Counter counter = new Counter(5);
            counter.count(3);
            counter.reset();
            Check.equal(0, counter.value());
            Check.equal(2, counter.count(2));
        });
        Check.end();
    }
}
