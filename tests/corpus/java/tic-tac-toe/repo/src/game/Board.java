package game;

/** Tic-tac-toe; fields are counted from 0, row by row. */
public final class Board {
    private final char[] fields = "         ".toCharArray();
    private char turn = 'X';

    public boolean play(int field) {
        if (field < 0 || field > 8 || fields[field] != ' ' || winner() != ' ') {
            return false;
        }
        fields[field] = turn;
        turn = turn == 'X' ? 'O' : 'X';
        return true;
    }

    public char winner() {
        for (int n = 0; n < 3; n++) {
            if (same(3 * n, 3 * n + 1, 3 * n + 2)) {
                return fields[3 * n];
            }
            if (same(n, n + 3, n + 6)) {
                return fields[n];
            }
        }
        if (same(0, 4, 8) || same(2, 4, 7)) {
            return fields[4];
        }
        return ' ';
    }

    public boolean isFull() {
        return new String(fields).indexOf(' ') < 0;
    }

    private boolean same(int a, int b, int c) {
        return fields[a] != ' ' && fields[a] == fields[b] && fields[b] == fields[c];
    }
}
