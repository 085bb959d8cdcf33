package counting;

import java.util.ArrayDeque;
import java.util.Deque;

/** A tally counter with undo. */
public final class Counter {
    private final Deque<Integer> steps = new ArrayDeque<>();
    private final int most;
    private int value;

    public Counter(int most) {
        this.most = most;
    }

    public int count(int step) {
        int before = value;
        value = Math.min(most, value + step);
        steps.push(value - before);
        return value;
    }

    public boolean undo() {
        if (steps.isEmpty()) {
            return false;
        }
        value -= steps.pop();
        return true;
    }

    public void reset() {
        value = 0;
    }

    public int value() {
        return value;
    }
}
