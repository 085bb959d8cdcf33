package bowling;

import java.util.ArrayList;
import java.util.List;

/** Ten-pin bowling. */
public final class Game {
    private final List<Integer> rolls = new ArrayList<>();

    public Game roll(int... pins) {
        for (int one : pins) {
            if (one < 0 || one > 10) {
                throw new IllegalArgumentException("no roll hits " + one);
            }
            rolls.add(one);
        }
        return this;
    }

    public int score() {
        int score = 0;
        int first = 0;
        for (int frame = 0; frame < 10; frame++) {
            if (at(first) == 10) {
                score += 10 + at(frame + 1) + at(first + 2);
                first += 1;
            } else if (at(first) + at(first + 1) == 10) {
                score += 10 + at(first + 2);
                first += 2;
            } else {
                score += at(first) + at(first + 1);
                first += 2;
            }
        }
        return score;
    }

    private int at(int roll) {
        return roll < rolls.size() ? rolls.get(roll) : 0;
    }
}
