package scale;

import java.util.ArrayList;
import java.util.List;

/** A scale for a diagram: even labels that cover all values. */
public final class Scale {
    private final int lowest;
    private final int highest;
    private final int step;

    private Scale(int lowest, int highest, int step) {
        this.lowest = lowest;
        this.highest = highest;
        this.step = step;
    }

    public static Scale of(int[] values, int step) {
        int least = values[0];
        int most = values[0];
        for (int value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return new Scale(Math.floorDiv(most, step) * step, -Math.floorDiv(-most, step) * step, step);
    }

    public List<Integer> labels() {
        List<Integer> labels = new ArrayList<>();
        for (int label = lowest; label <= highest; label += step) {
            labels.add(label);
        }
        return labels;
    }

    /** From 0 at the bottom to the height at the top. */
    public int position(int value, int height) {
        return (value - lowest) * height / (highest - lowest);
    }
}
