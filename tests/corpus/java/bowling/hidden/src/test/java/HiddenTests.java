import bowling.Game;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("perfect", () -> Check.equal(300, new Game().roll(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10).score()));
        Check.test("a strike later", () -> Check.equal(1 + 2 + 10 + 5 + 3 + 8, new Game().roll(1, 2, 10, 5, 3).score()));
        Check.test("all spares", () -> {
            Game game = new Game();
            for (int n = 0; n < 21; n++) {
                game.roll(5);
            }
            Check.equal(150, game.score());
        });
        Check.test("a known game", () -> Check.equal(167, new Game().roll(10, 7, 3, 9, 0, 10, 0, 8, 8, 2, 0, 6, 10, 10, 10, 8, 1).score()));
        Check.end();
    }
}
