package text;

import java.util.ArrayList;
import java.util.List;

/** Blocks of text with straight edges on both sides. */
public final class Justify {
    private Justify() {
    }

    public static List<String> justify(String text, int width) {
        List<String> lines = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int length = 0;
        for (String word : text.trim().split("\\s+")) {
            if (!words.isEmpty() && length + words.size() + word.length() > width) {
                lines.add(spread(words, width - length));
                words = new ArrayList<>();
                length = 0;
            }
            words.add(word);
            length += word.length();
        }
        lines.add(String.join(" ", words));
        return lines;
    }

    /** The first gaps get the spaces that are over. */
    private static String spread(List<String> words, int spaces) {
        int gaps = words.size() - 1;
        if (gaps == 0) {
            return words.get(0) + " ".repeat(spaces);
        }
        StringBuilder line = new StringBuilder(words.get(0));
        for (int gap = 0; gap < gaps; gap++) {
            int extra = gap <= spaces % gaps ? 1 : 0;
            line.append(" ".repeat(spaces / gaps + extra)).append(words.get(gap + 1));
        }
        return line.toString();
    }
}
