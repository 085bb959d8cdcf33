import bowling.Game;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("nothing", () -> Check.equal(0, new Game().score()));
        Check.test("open frames", () -> Check.equal(16, new Game().roll(3, 4, 0, 9).score()));
        Check.test("a spare", () -> Check.equal(20, new Game().roll(5, 5, 5).score()));
        Check.test("a strike first", () -> Check.equal(24, new Game().roll(10, 3, 4).score()));
        Check.test("two strikes", () -> Check.equal(3 + 23 + 17 + 7, new Game().roll(1, 2, 10, 10, 3, 4).score()));
        Check.test("too many", () -> Check.fails(IllegalArgumentException.class, () -> new Game().roll(11)));
        Check.end();
    }
}
