package building;

import java.util.ArrayDeque;
import java.util.Deque;

/** Goes where it is called to, one call after another. */
public final class Elevator {
    private final int lowest;
    private final int highest;
    private final Deque<Integer> calls = new ArrayDeque<>();
    private int floor;
    private int travelled;

    public Elevator(int lowest, int highest, int floor) {
        this.lowest = lowest;
        this.highest = highest;
        this.floor = floor;
    }

    public boolean call(int to) {
        if (to < lowest || to > highest) {
            return false;
        }
        if (!calls.contains(to)) {
            calls.addLast(to);
        }
        return true;
    }

    public int serve() {
        Integer next = calls.pollFirst();
        if (next != null) {
            travelled = Math.abs(next - floor);
            floor = next;
        }
        return floor;
    }

    public int travelled() {
        return travelled;
    }

    public int waiting() {
        return calls.size();
    }
}
