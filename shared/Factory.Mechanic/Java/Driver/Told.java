package factory;

import java.util.*;
import java.util.stream.*;

/** Literals that the report tells, as Java writes them. Anyone may have written the report: a text is written as a literal and in no other way. */
final class Told {
    private static final int MOST_RESULTS = 3;

    final List<String> numbers;
    final List<String> texts;

    Told(List<String> numbers, List<String> texts) {
        this.numbers = numbers;
        this.texts = texts.stream().map(Told::literal).collect(Collectors.toList());
    }

    /** Texts that a guard may give back. */
    List<String> results() {
        return texts.subList(0, Math.min(MOST_RESULTS, texts.size()));
    }

    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') literal.append('\\').append(c);
            else if (c < ' ') literal.append(String.format("\\%03o", (int) c));
            else literal.append(c);
        }
        return literal.append('"').toString();
    }
}
