package factory;

import java.lang.reflect.*;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.*;
import java.util.function.*;

/** Looks at edits that make the tests pass with inputs that no test has: what the methods do with them, with and without each edit. */
final class Inputs {
    private static final int CALLS = 12;

    /** Methods that the edits are in: each is looked at with each edit. */
    private static final int METHODS = 4;

    /** Seconds on a processor; what takes longer than that a few times is not asked any more. */
    private static final double LONGEST = 0.5;
    private static final int MOST_LATE = 5;

    private final Watch watch;
    final Map<String, WatchedMethod> methods = new LinkedHashMap<>();

    /** By method: calls of passing tests, and of failing ones. */
    private final Map<String, List<Map<String, List<Object>>>> calls = new HashMap<>();
    private final Map<String, List<List<List<Object>>>> made = new LinkedHashMap<>();
    private Map<String, List<List<String[]>>> before;
    volatile boolean failing;

    Inputs(Watch watch) {
        this.watch = watch;
    }

    /** Whether it is one of those that are looked at. */
    boolean add(WatchedMethod method) {
        if (method == null || methods.size() >= METHODS && !methods.containsKey(method.key())) return false;
        methods.putIfAbsent(method.key(), method);
        return true;
    }

    /** A call, before it can change its arguments. */
    synchronized void called(String key, Object self, Object[] arguments) {
        Map<String, List<Object>> kept = calls.computeIfAbsent(key, k -> List.of(new LinkedHashMap<>(), new LinkedHashMap<>())).get(failing ? 1 : 0);
        if (kept.size() >= CALLS) return;
        try {
            List<Object> call = new ArrayList<>();
            call.add(Snapshot.of(self));
            for (Object argument : arguments) call.add(Snapshot.of(argument));
            kept.putIfAbsent(call.toString(), call);
        } catch (Snapshot.Unsupported | RuntimeException | StackOverflowError other) {
            // Not looked at.
        }
    }

    /** Whether there is anything to look at. */
    boolean vary(int seed) {
        for (String key : methods.keySet()) {
            if (!calls.containsKey(key)) continue;
            List<List<List<Object>>> groups = new ArrayList<>();
            for (Map<String, List<Object>> group : calls.get(key)) groups.add(new Variation(seed).like(group.values()));
            made.put(key, groups);
        }
        return !made.isEmpty();
    }

    void asTheyAre(ClassLoader loader) {
        before = results(loader);
    }

    Map<String, List<List<String[]>>> results(ClassLoader loader) {
        Map<String, List<List<String[]>>> all = new LinkedHashMap<>();
        int[] late = {0};
        for (var inputs : made.entrySet()) {
            List<List<String[]>> groups = new ArrayList<>();
            for (List<List<Object>> group : inputs.getValue()) {
                List<String[]> results = new ArrayList<>();
                for (List<Object> input : group) results.add(late[0] >= MOST_LATE ? new String[] {"late", ""} : result(methods.get(inputs.getKey()), input, loader, late));
                groups.add(results);
            }
            all.put(inputs.getKey(), groups);
        }
        return all;
    }

    private String[] result(WatchedMethod watched, List<Object> input, ClassLoader loader, int[] late) {
        try {
            Method method = watched.in(loader);
            if (method == null) return new String[] {"raises", ""};
            Object self = Snapshot.restored(input.get(0), loader);
            Object[] arguments = new Object[input.size() - 1];
            for (int i = 0; i < arguments.length; i++) arguments[i] = Snapshot.restored(input.get(i + 1), loader);
            watch.begin(LONGEST);
            Object given = method.invoke(self, arguments);
            watch.end();
            return new String[] {"gives", Snapshot.shown(given) + " | " + Snapshot.shown(arguments) + " | " + Snapshot.shown(self)};
        } catch (ReflectiveOperationException | RuntimeException | Error error) {
            watch.end();
            boolean over = factoryprobe.Probe.late;
            factoryprobe.Probe.late = false;
            if (over) late[0]++;
            return new String[] {over ? "late" : "raises", ""};
        }
    }

    /** What is said of an edit in this method. */
    Object[] judged(int id, String key, Map<String, List<List<String[]>>> after) {
        List<String[][]> passing = pairs(key, after, 0);
        passing.removeIf(p -> !p[0][0].equals("gives"));
        List<String[][]> failed = pairs(key, after, 1);
        List<String[][]> all = new ArrayList<>(passing);
        all.addAll(failed);
        List<String[][]> gave = new ArrayList<>(all);
        gave.removeIf(p -> !p[0][0].equals("gives"));
        boolean constant = all.size() >= 6 && distinct(all, 1) == 1 && distinct(all, 0) > 2;
        String done = behaviour(after);
        // What changes nothing that can be seen here is not known to do the same as another.
        return new Object[] {"e", "compared", "id", id, "inputs", all.size(), "passing", share(passing, Inputs::differs), "failing", share(failed, Inputs::differs),
            "raises", share(gave, p -> !p[1][0].equals("gives")), "constant", constant, "behaviour", done.equals(behaviour(before)) ? "" : done};
    }

    boolean knows(String key) {
        return made.containsKey(key);
    }

    private List<String[][]> pairs(String key, Map<String, List<List<String[]>>> after, int group) {
        List<String[][]> pairs = new ArrayList<>();
        for (int i = 0; i < made.get(key).get(group).size(); i++) pairs.add(new String[][] {before.get(key).get(group).get(i), after.get(key).get(group).get(i)});
        return pairs;
    }

    private static boolean differs(String[][] pair) {
        return !Arrays.equals(pair[0], pair[1]);
    }

    private static long distinct(List<String[][]> pairs, int which) {
        return pairs.stream().map(p -> String.join(" ", p[which])).distinct().count();
    }

    private static double share(List<String[][]> pairs, Predicate<String[][]> which) {
        return pairs.isEmpty() ? 0 : Math.round(10_000.0 * pairs.stream().filter(which).count() / pairs.size()) / 10_000.0;
    }

    /** The same for edits that did the same with all inputs; which error it is does not matter to most. */
    private static String behaviour(Map<String, List<List<String[]>>> results) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            results.forEach((key, groups) -> groups.forEach(group -> group.forEach(r -> digest.update(((r[0].equals("gives") ? r[1] : "") + "\u0000").getBytes(StandardCharsets.UTF_8)))));
            return Base64.getEncoder().encodeToString(digest.digest()).substring(0, 16);
        } catch (java.security.NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }
}
