import counting.Counter;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("counts", () -> Check.equal(3, new Counter(10).count(3)));
        Check.test("at most", () -> Check.equal(10, new Counter(10).count(30)));
        Check.test("undo", () -> {
            Counter counter = new Counter(10);
            counter.count(7);
            counter.count(7);
            counter.undo();
            Check.equal(7, counter.value());
        });
        Check.test("reset", () -> {
            Counter counter = new Counter(10);
            counter.count(7);
            counter.reset();
            counter.undo();
            Check.equal(0, counter.value());
        });
        Check.end();
    }
}
