import game.Board;

public class VisibleTests {
    private static char played(int... fields) {
        Board board = new Board();
        for (int field : fields) {
            board.play(field);
        }
        return board.winner();
    }

    public static void main(String[] args) {
        Check.test("a row", () -> Check.equal('X', played(0, 3, 1, 4, 2)));
        Check.test("a column", () -> Check.equal('X', played(1, 0, 4, 3, 7)));
        Check.test("a diagonal", () -> Check.equal('X', played(0, 1, 4, 2, 8)));
        Check.test("the other diagonal", () -> Check.equal('O', played(0, 2, 1, 4, 8, 6)));
        Check.test("nobody", () -> Check.equal(' ', played(0, 1)));
        Check.test("taken", () -> {
            Board board = new Board();
            board.play(4);
            Check.equal(false, board.play(4));
        });
        Check.end();
    }
}
