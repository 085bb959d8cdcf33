package factory;

import java.util.*;

/** Inputs like those of the tests, by a seed: one argument of a recorded call is another. */
final class Variation {
    private static final int KEPT = 60;
    private static final int FIELDS = 6;
    private final Random chance;

    Variation(int seed) {
        chance = new Random(seed);
    }

    /** Each call is what it was called on, or null, and its arguments. */
    List<List<Object>> like(Collection<List<Object>> calls) {
        List<List<List<Object>>> pools = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (List<Object> call : calls) {
            seen.add(call.toString());
            List<List<Object>> pool = new ArrayList<>();
            for (int at = 0; at < call.size(); at++) for (Object other : of(call.get(at), 0)) pool.add(replaced(call, at, other));
            Collections.shuffle(pool, chance);
            pools.add(pool);
        }
        List<List<Object>> kept = new ArrayList<>();
        // One of each call in turn, so that a call with many arguments does not take all places.
        for (int i = 0, longest = pools.stream().mapToInt(List::size).max().orElse(0); i < longest && kept.size() < KEPT; i++) {
            for (List<List<Object>> pool : pools) if (i < pool.size() && kept.size() < KEPT && seen.add(pool.get(i).toString())) kept.add(pool.get(i));
        }
        return kept;
    }

    private static List<Object> replaced(List<Object> items, int at, Object other) {
        List<Object> copy = new ArrayList<>(items);
        copy.set(at, other);
        return copy;
    }

    /** The neighbours of a number, a text or a list a little shorter, longer, or the other way round. */
    private List<Object> of(Object value, int depth) {
        if (value instanceof Boolean) return List.of(!(Boolean) value);
        if (value instanceof Integer) return numbers((Integer) value);
        if (value instanceof Long) return List.of((Long) value + 1, (Long) value - 1, 0L, -(Long) value, (Long) value * 2 + 1);
        if (value instanceof Double) return List.of((Double) value + 0.5, -(Double) value, 0.0, (Double) value * 3);
        if (value instanceof Character) return List.of((char) ((Character) value + 1), (char) Math.max(0, (Character) value - 1), ' ', Character.isUpperCase((Character) value) ? Character.toLowerCase((Character) value) : Character.toUpperCase((Character) value));
        if (value instanceof String) return texts((String) value);
        if (!(value instanceof Snapshot) || depth > 3) return List.of();
        Snapshot whole = (Snapshot) value;
        List<Object> found = new ArrayList<>();
        int size = whole.parts.size();
        if (whole.isList()) {
            List<Object> backwards = new ArrayList<>(whole.parts);
            Collections.reverse(backwards);
            if (size > 0) found.add(whole.with(whole.parts.subList(1, size)));
            if (size > 0) found.add(whole.with(whole.parts.subList(0, size - 1)));
            if (size > 1) found.add(whole.with(backwards));
            List<Object> longer = new ArrayList<>(whole.parts);
            if (size > 0) longer.add(whole.parts.get(0));
            found.add(whole.with(longer));
            found.add(whole.with(List.of()));
        }
        if (whole.kind.equals("enum") || size == 0) return found;
        boolean object = whole.kind.equals("object");
        int first = whole.kind.equals("map") ? size / 2 : 0;
        for (int i = 0; i < (object ? Math.min(FIELDS, size) : 1); i++) {
            int at = object ? i : first + chance.nextInt(size - first);
            List<Object> others = of(whole.parts.get(at), depth + 1);
            for (Object other : others.subList(0, Math.min(object ? 2 : 4, others.size()))) found.add(whole.with(replaced(whole.parts, at, other)));
        }
        return found;
    }

    private List<Object> numbers(int value) {
        return List.of(value + 1, value - 1, 0, -value, value * 2 + 1, chance.nextInt(41) - 20);
    }

    private List<Object> texts(String value) {
        int half = value.length() / 2;
        return List.of("", value + (value.isEmpty() ? "" : value.substring(value.length() - 1)), value.substring(0, half), new StringBuilder(value).reverse().toString(), value.toUpperCase(Locale.ROOT), " " + value,
            value.substring(0, half) + "a1 ,-Z".charAt(chance.nextInt(6)) + value.substring(half));
    }
}
