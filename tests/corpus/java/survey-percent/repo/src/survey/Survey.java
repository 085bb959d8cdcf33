package survey;

import java.util.Map;
import java.util.TreeMap;

/** Answers and their shares. */
public final class Survey {
    private final Map<String, Integer> votes = new TreeMap<>();
    private int total;

    public Survey vote(String answer, int count) {
        votes.merge(answer, count, Integer::sum);
        total += count;
        return this;
    }

    public double share(String answer) {
        return total == 0 ? 0 : votes.getOrDefault(answer, 0) / total;
    }

    public String report() {
        StringBuilder text = new StringBuilder();
        for (String answer : votes.keySet()) {
            text.append(String.format(java.util.Locale.ROOT, "%s %.1f%%\n", answer, 100 * share(answer)));
        }
        return text.toString();
    }

    public boolean hasMajority(String answer) {
        return share(answer) > 0.5;
    }
}
