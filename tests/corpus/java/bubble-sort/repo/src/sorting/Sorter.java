package sorting;

import java.util.Comparator;
import java.util.List;

/** Sorts in place, and keeps the order of what is equal. */
public final class Sorter {
    private Sorter() {
    }

    public static <T> int sort(List<T> items, Comparator<? super T> order) {
        int swaps = 0;
        for (int end = items.size() - 1; end > 0; end--) {
            boolean changed = false;
            for (int at = 0; at < end - 1; at++) {
                if (order.compare(items.get(at), items.get(at + 1)) > 0) {
                    T swapped = items.get(at);
                    items.set(at, items.get(at + 1));
                    items.set(at + 1, swapped);
                    swaps++;
                    changed = true;
                }
            }
            if (!changed) {
                break;
            }
        }
        return swaps;
    }
}
