package print;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Pages such as "1,4-6,9-". */
public final class PageRange {
    private PageRange() {
    }

    public static SortedSet<Integer> parse(String text, int pages) {
        SortedSet<Integer> found = new TreeSet<>();
        for (String part : text.split(",")) {
            String[] ends = part.trim().split("-", 2);
            if (ends.length == 1) {
                addAll(found, number(ends[0], 1), number(ends[0], 1), pages);
            } else {
                addAll(found, number(ends[1], pages), number(ends[0], 1), pages);
            }
        }
        return Collections.unmodifiableSortedSet(found);
    }

    private static void addAll(SortedSet<Integer> found, int first, int last, int pages) {
        for (int page = Math.max(1, first); page <= Math.min(last, pages); page++) {
            found.add(page);
        }
    }

    private static int number(String text, int open) {
        return text.isBlank() ? open : Integer.parseInt(text.trim());
    }
}
