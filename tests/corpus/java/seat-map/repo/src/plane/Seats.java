package plane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Seats such as 12C. */
public final class Seats {
    private final int rows;
    private final int columns;
    private final Set<Integer> taken = new HashSet<>();

    public Seats(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    private int key(String seat) {
        int row = Integer.parseInt(seat.substring(0, seat.length() - 1));
        int column = seat.charAt(seat.length() - 1) - 'A';
        if (row < 1 || row > rows || column < 0 || column >= columns) {
            throw new IllegalArgumentException("no seat " + seat);
        }
        return (row - 1) * rows + column;
    }

    public boolean book(String seat) {
        return taken.add(key(seat));
    }

    public boolean isFree(String seat) {
        return !taken.contains(key(seat));
    }

    public List<String> freeIn(int row) {
        List<String> free = new ArrayList<>();
        for (char column = 'A'; column < 'A' + columns; column++) {
            String seat = row + String.valueOf(column);
            if (isFree(seat)) {
                free.add(seat);
            }
        }
        return free;
    }

    public int left() {
        return rows * columns - taken.size();
    }
}
