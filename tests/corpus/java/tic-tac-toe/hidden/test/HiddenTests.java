import game.Board;

public class HiddenTests {
    private static char played(int... fields) {
        Board board = new Board();
        for (int field : fields) {
            board.play(field);
        }
        return board.winner();
    }

    public static void main(String[] args) {
        Check.test("x on the other diagonal", () -> Check.equal('X', played(2, 0, 4, 1, 6)));
        Check.test("corner and middle are no line", () -> Check.equal(' ', played(2, 0, 4, 6, 8)));
        Check.test("a draw", () -> Check.equal(' ', played(0, 1, 2, 4, 3, 5, 7, 6, 8)));
        Check.test("no moves after the end", () -> {
            Board board = new Board();
            for (int field : new int[] {2, 0, 4, 1, 6}) {
                board.play(field);
            }
            Check.equal(false, board.play(8));
        });
        Check.end();
    }
}
