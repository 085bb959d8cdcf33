package sets;

import java.util.ArrayList;
import java.util.List;

/** A set of numbers from 0 to 63. */
public final class SmallSet {
    private long bits;

    public SmallSet add(int number) {
        bits |= bit(number);
        return this;
    }

    public SmallSet clear(int number) {
        bits ^= bit(number);
        return this;
    }

    public SmallSet toggle(int number) {
        bits ^= bit(number);
        return this;
    }

    public boolean has(int number) {
        return (bits & bit(number)) != 0;
    }

    public int size() {
        return Long.bitCount(bits);
    }

    public List<Integer> numbers() {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < 64; number++) {
            if (has(number)) {
                found.add(number);
            }
        }
        return found;
    }

    private static long bit(int number) {
        if (number < 0 || number > 63) {
            throw new IllegalArgumentException("no number from 0 to 63: " + number);
        }
        return 1L << number;
    }
}
