package life;

/** Conway's game of life on a board with edges. */
public final class Life {
    private boolean[][] cells;

    public Life(String... rows) {
        cells = new boolean[rows.length][rows[0].length()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length(); column++) {
                cells[row][column] = rows[row].charAt(column) == '#';
            }
        }
    }

    public Life step() {
        boolean[][] next = new boolean[cells.length][cells[0].length];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[0].length; column++) {
                int around = around(row, column);
                next[row][column] = around == 3 || (around == 2 && cells[row][column]);
            }
        }
        cells = next;
        return this;
    }

    private int around(int row, int column) {
        int count = 0;
        for (int r = row - 1; r <= row + 1; r++) {
            for (int c = column - 1; c <= column + 1; c++) {
                if ((r != row || c != column) && lives(r, c)) {
                    count++;
                }
            }
        }
        return count;
    }

    private boolean lives(int row, int column) {
        if (row < 0 || row > cells.length || column < 0 || column >= cells[0].length) {
            return false;
        }
        return cells[row][column];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (boolean[] row : cells) {
            for (boolean cell : row) {
                text.append(cell ? '#' : '.');
            }
            text.append('/');
        }
        return text.toString();
    }
}
