package puzzle;

import java.util.ArrayList;
import java.util.List;

/** The towers of Hanoi. */
public final class Hanoi {
    private Hanoi() {
    }

    public static List<String> moves(int discs) {
        List<String> moves = new ArrayList<>();
        move(discs, 'A', 'C', 'B', moves);
        return moves;
    }

    private static void move(int discs, char from, char to, char over, List<String> moves) {
        move(discs - 1, from, over, to, moves);
        moves.add(from + "" + to);
        move(discs - 1, over, to, from, moves);
    }

    public static long count(int discs) {
        return (1L << discs) - 1;
    }
}
