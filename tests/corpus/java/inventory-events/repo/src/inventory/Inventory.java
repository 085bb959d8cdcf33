package inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts of articles, with a warning when one gets low. */
public final class Inventory {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final int low;

    public Inventory(int low) {
        this.low = low;
    }

    public void add(String article, int count) {
        int now = counts.merge(article, count, Integer::sum);
        if (now > low) {
            warned.remove(article);
        }
    }

    public boolean take(String article, int count) {
        int there = counts.getOrDefault(article, 0);
        if (there < count) {
            return false;
        }
        counts.put(article, there - count);
        if (there - count <= low && !warned.contains(article)) {
            warnings.add(article + ": " + (there - count) + " left");
        }
        return true;
    }

    public List<String> warnings() {
        return warnings;
    }
}
