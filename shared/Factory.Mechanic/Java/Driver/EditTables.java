package factory;

import java.util.*;

/** What people mix up in Java, and how often. */
final class EditTables {
    private static final Map<String, Object[]> SWAPS = new HashMap<>();
    private static final Map<String, Set<String>> ALIKE = new HashMap<>();

    static {
        swap("<", "<=", 1.0, ">", 0.5, ">=", 0.4, "==", 0.1);
        swap("<=", "<", 1.0, ">=", 0.5, ">", 0.4, "==", 0.1);
        swap(">", ">=", 1.0, "<", 0.5, "<=", 0.4, "==", 0.1);
        swap(">=", ">", 1.0, "<=", 0.5, "<", 0.4, "==", 0.1);
        swap("==", "!=", 0.7, ">=", 0.25, "<=", 0.25, ">", 0.12, "<", 0.12);
        swap("!=", "==", 0.7, ">", 0.2, "<", 0.2);
        swap("+", "-", 0.5, "*", 0.25);
        swap("-", "+", 0.5, "*", 0.1, "/", 0.1);
        swap("*", "/", 0.4, "+", 0.35, "-", 0.1);
        swap("/", "*", 0.5, "%", 0.35, "-", 0.1);
        swap("%", "/", 0.4, "*", 0.1);
        swap("&&", "||", 0.7);
        swap("||", "&&", 0.7);
        swap("&", "|", 0.5, "^", 0.3, "&&", 0.1);
        swap("|", "&", 0.5, "^", 0.3, "||", 0.1);
        swap("^", "&", 0.4, "|", 0.4);
        swap("<<", ">>", 0.5);
        swap(">>", "<<", 0.5, ">>>", 0.4);
        swap(">>>", ">>", 0.4, "<<", 0.3);
        swap("+=", "-=", 0.7, "=", 0.3, "*=", 0.25);
        swap("-=", "+=", 0.7, "=", 0.3);
        swap("*=", "/=", 0.4, "+=", 0.4, "=", 0.15);
        swap("/=", "*=", 0.4, "%=", 0.3, "-=", 0.2);
        swap("%=", "/=", 0.4);
        swap("|=", "&=", 0.5, "^=", 0.3, "=", 0.2);
        swap("&=", "|=", 0.5, "=", 0.2);
        swap("^=", "|=", 0.4, "&=", 0.3);
        swap("<<=", ">>=", 0.5);
        swap(">>=", "<<=", 0.5, ">>>=", 0.4);
        swap(">>>=", ">>=", 0.4);
        swap("=", "+=", 0.2, "-=", 0.1, "|=", 0.05);

        for (String group : List.of(
            "min max", "floor ceil round rint", "abs signum negate", "anyMatch allMatch noneMatch", "findFirst findAny", "limit skip", "takeWhile dropWhile", "map flatMap", "sum count average",
            "startsWith endsWith contains", "indexOf lastIndexOf", "trim strip stripLeading stripTrailing", "toUpperCase toLowerCase", "equals equalsIgnoreCase", "compareTo compareToIgnoreCase",
            "isEmpty isBlank", "replace replaceAll replaceFirst", "matches contains", "matches find lookingAt", "isLetter isDigit isLetterOrDigit isAlphabetic", "isUpperCase isLowerCase", "isWhitespace isSpaceChar",
            "add remove addAll", "addFirst addLast", "offerFirst offerLast offer push", "getFirst getLast", "removeFirst removeLast", "peekFirst peekLast", "pollFirst pollLast", "push pop peek poll", "add offer", "push add addLast", "add addFirst", "addFirst push offerFirst", "poll pollFirst pollLast", "remove removeFirst removeLast poll", "peek peekFirst peekLast", "getFirst get", "removeIf retainAll", "putFirst putLast", "takeLast takeFirst", "stripLeading stripTrailing trim",
            "put putIfAbsent replace merge", "get getOrDefault", "keySet values entrySet", "getKey getValue", "containsKey containsValue", "floorKey ceilingKey lowerKey higherKey firstKey lastKey", "floorEntry ceilingEntry lowerEntry higherEntry firstEntry lastEntry",
            "floor ceiling lower higher first last", "headMap tailMap", "headSet tailSet", "retainAll removeAll addAll", "containsAll contains", "comparingInt comparing", "naturalOrder reverseOrder", "nullsFirst nullsLast",
            "plusDays minusDays plusWeeks plusMonths", "plusMonths minusMonths plusYears", "plusYears minusYears", "plusHours minusHours plusMinutes", "plusMinutes minusMinutes plusSeconds", "plusSeconds minusSeconds", "plus minus", "isBefore isAfter isEqual",
            "toDays toHours toMinutes toSeconds toMillis", "getDayOfMonth getDayOfYear getDayOfWeek", "getSeconds toSeconds", "getHour getMinute getSecond", "ofDays ofHours ofMinutes ofSeconds ofMillis", "add subtract", "multiply divide", "divide remainder mod", "add multiply",
            "append insert", "length size", "hasNext hasPrevious", "next previous", "floorMod floorDiv", "isPresent isEmpty", "orElse orElseGet orElseThrow", "bitCount numberOfTrailingZeros numberOfLeadingZeros", "lowestOneBit highestOneBit",
            "intValue longValue doubleValue", "toList toSet", "partitioningBy groupingBy", "union intersection difference", "width height", "left right", "start end", "first second", "lock unlock", "acquire release", "increment decrement", "incrementAndGet getAndIncrement decrementAndGet",
            "getAndIncrement getAndDecrement", "credit debit", "deposit withdraw", "MIN_VALUE MAX_VALUE", "HALF_UP HALF_EVEN HALF_DOWN UP DOWN FLOOR CEILING", "ceilDiv floorDiv", "sqrt cbrt", "sin cos", "toRadians toDegrees", "log log10 exp", "asc desc", "charAt codePointAt", "sort parallelSort",
            "singletonList emptyList", "of copyOf", "unmodifiableList copyOf", "from to", "encode decode", "read write", "open close", "enable disable", "before after", "prev next", "parent child", "row column", "rows columns", "lower upper", "head tail", "source target", "src dst", "x y", "low high", "min_value max_value")) {
            List<String> names = List.of(group.split(" "));
            for (String name : names) ALIKE.computeIfAbsent(name, k -> new LinkedHashSet<>()).addAll(names);
        }
    }

    private EditTables() {
    }

    private static void swap(String operator, Object... others) {
        SWAPS.put(operator, others);
    }

    /** Other operators and how likely they are, in turns. */
    static Object[] swaps(String operator) {
        return SWAPS.getOrDefault(operator, new Object[0]);
    }

    static List<String> alike(String name) {
        List<String> others = new ArrayList<>(ALIKE.getOrDefault(name, Set.of()));
        others.remove(name);
        return others;
    }

    static boolean compares(String operator) {
        return Set.of("<", "<=", ">", ">=", "==", "!=").contains(operator);
    }

    /** How much two names have in common, from 0 to 1: by pairs of letters (Dice's coefficient). */
    static double similarity(String left, String right) {
        if (left.length() < 2 || right.length() < 2) return 0;
        List<String> pairs = pairs(left);
        int shared = 0;
        for (String pair : pairs(right)) if (pairs.remove(pair)) shared++;
        return 2.0 * shared / (left.length() + right.length() - 2);
    }

    private static List<String> pairs(String text) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < text.length(); i++) pairs.add(text.substring(i, i + 2).toLowerCase(Locale.ROOT));
        return pairs;
    }
}
