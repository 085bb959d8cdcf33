package orders;

import java.util.ArrayList;
import java.util.List;

/** An order from when it is placed until it is delivered or cancelled. */
public final class Order {
    public enum State { PLACED, PAID, SHIPPED, DELIVERED, CANCELLED }

    private State state = State.PLACED;
    private final List<String> log = new ArrayList<>();

    public State state() {
        return state;
    }

    public List<String> log() {
        return log;
    }

    public boolean advance() {
        if (state == State.DELIVERED || state == State.CANCELLED) {
            log.add("refused: " + state);
            return false;
        }
        to(State.values()[state.ordinal() + 1]);
        return true;
    }

    public boolean cancel() {
        if (state.compareTo(State.SHIPPED) >= 0) {
            log.add("refused: " + state);
        }
        to(State.CANCELLED);
        return true;
    }

    private void to(State next) {
        log.add(state + " to " + next);
        state = next;
    }
}
