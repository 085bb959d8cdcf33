package school;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Points and grades. */
public final class Grades {
    private final Map<String, Integer> points = new LinkedHashMap<>();

    public void enter(String pupil, int value) {
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException("points are from 0 to 100");
        }
        points.merge(pupil, value, Math::max);
    }

    public static String grade(int value) {
        String grade = "F";
        if (value >= 90) {
            grade = "A";
        }
        if (value >= 80) {
            grade = "B";
        } else if (value >= 65) {
            grade = "C";
        }
        return grade;
    }

    public Map<String, Integer> distribution() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int value : points.values()) {
            counts.merge(grade(value), 1, Integer::sum);
        }
        return counts;
    }
}
