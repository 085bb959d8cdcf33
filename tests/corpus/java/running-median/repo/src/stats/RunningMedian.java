package stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The median of all numbers so far. */
public final class RunningMedian {
    private final List<Integer> sorted = new ArrayList<>();

    public double add(int number) {
        double median = median();
        int place = Collections.binarySearch(sorted, number);
        sorted.add(place < 0 ? -place - 1 : place, number);
        return median;
    }

    public double median() {
        if (sorted.isEmpty()) {
            return 0;
        }
        int middle = sorted.size() / 2;
        if (sorted.size() % 2 == 1) {
            return sorted.get(middle);
        }
        return (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }

    public static List<Double> of(int... numbers) {
        RunningMedian running = new RunningMedian();
        List<Double> medians = new ArrayList<>();
        for (int number : numbers) {
            medians.add(running.add(number));
        }
        return medians;
    }
}
