package factory;

import factoryprobe.Probe;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;
import java.util.stream.*;

/** A process that stays warm: compiles and runs one candidate after another, until one does not let it. */
final class Worker {
    /** More than can be tried in any time that people wait. */
    private static final int MOST_EDITS = 40_000;

    private final Order order;
    private final PrintStream out;
    private final Records records;
    private final InputStream in = System.in;
    private final PrintStream silent = System.out;
    private final Properties properties = (Properties) System.getProperties().clone();
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final Watch watch = new Watch(this::stuck);
    private Project project;
    private TestClasses tests;
    private String stuckWords = "";

    Worker(String orderFile, OutputStream out) throws IOException {
        try (InputStream file = Files.newInputStream(Path.of(orderFile))) {
            order = Order.read(file);
        }
        this.out = new PrintStream(out, true);
        this.records = new Records(out, "");
    }

    void run() throws Exception {
        System.setIn(InputStream.nullInputStream());
        BufferedReader commands = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String line;
        while ((line = commands.readLine()) != null) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "observe": observe(words); break;
                case "edits":
                    try {
                        edits();
                    } catch (Exception | LinkageError | StackOverflowError error) {
                        records.say("e", "trouble", "why", Texts.trace(error));
                        control("edited");
                    }
                    break;
                case "try": attempt(Integer.parseInt(words[1])); break;
                case "compare":
                    try {
                        compare();
                    } catch (Exception | LinkageError | StackOverflowError error) {
                        records.say("e", "trouble", "why", Texts.trace(error));
                    }
                    control("compared");
                    break;
                default: return;
            }
        }
    }

    private void control(String... words) {
        synchronized (records) {
            out.println("! " + String.join(" ", words));
        }
    }

    static String packed(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    static String unpacked(String text) {
        return new String(Base64.getDecoder().decode(text.substring(0, text.length() - 1)), StandardCharsets.UTF_8);
    }

    private boolean open(boolean cover) throws Exception {
        if (project != null) return true;
        project = new Project(order, cover);
        if (project.base == null) {
            records.say("e", "broken", "errors", project.errors);
            control("broken");
            return false;
        }
        Probe.hits = new boolean[project.placeLines.size()];
        if (project.mains.isEmpty()) tests = TestClasses.of(project.repository, loader(project.base));
        if (tests != null && tests.junit.isEmpty()) for (String type : tests.mains) project.mains.add(new Project.MainRun(type, type, new String[0], true, Map.of()));
        return true;
    }

    private ClassLoader loader(Map<String, byte[]> classes) {
        ClassLoader loader = new RepositoryLoader(classes, project.layout.resources, project.repository.libraries);
        loader.setDefaultAssertionStatus(project.mains.isEmpty() || project.mains.stream().anyMatch(m -> m.assertions));
        return loader;
    }

    // What did not even end when it was told to is said before the process ends.
    private void stuck() {
        control("stuck", packed(stuckWords.isEmpty() ? watch.trace : stuckWords));
        Runtime.getRuntime().halt(0);
    }

    /** Runs with what tests may have changed put back afterwards. */
    private void inside(Runnable work) throws InterruptedException {
        ThreadGroup group = new ThreadGroup("candidate");
        Thread run = new Thread(group, () -> {
            try {
                work.run();
            } catch (Throwable error) {
                watch.end();
            }
        }, "main", 16L << 20);
        run.start();
        run.join();
        boolean tired = Probe.late;
        Probe.late = true;
        Thread[] left = new Thread[64];
        int count = group.enumerate(left);
        for (int i = 0; i < count; i++) left[i].interrupt();
        for (int i = 0; i < count; i++) left[i].join(20);
        tired |= group.activeCount() > 16;
        Probe.late = false;
        Probe.exited = null;
        Probe.steps.clear();
        Probe.failed.clear();
        System.setOut(silent);
        System.setErr(silent);
        System.setProperties((Properties) properties.clone());
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        if (tired && count > 0) restart = true;
    }

    private boolean restart;

    // -- observing

    private void observe(String[] words) throws Exception {
        if (!open(true)) return;
        first = words.length == 1;
        Set<String> skip = Arrays.stream(words).skip(1).map(Worker::unpacked).collect(Collectors.toSet());
        double perTest = Double.parseDouble(order.one("perTest"));
        records.say("e", "setUp", "lines", project.setUp);
        inside(() -> {
            if (project.mains.isEmpty()) tests.run(name -> !skip.contains(name), (name, what) -> seen(name, what, perTest, skip));
            else for (int i = 0; i < project.mains.size(); i++) observeMain(i, perTest, skip);
        });
        for (var broken : project.repository.broken.entrySet()) {
            if (skip.add(broken.getKey())) records.say("e", "result", "name", broken.getKey(), "outcome", "error", "seconds", 0, "message", broken.getValue(), "trace", broken.getValue());
        }
        control("observed");
    }

    private final Map<String, Long> began = new HashMap<>();

    /** Lines that failing tests came through, and whether all of those tests ran in this process. */
    private final Map<String, Set<Integer>> suspicious = new TreeMap<>();
    private boolean first = true;

    private synchronized boolean seen(String name, Object what, double perTest, Set<String> skip) {
        if (what.equals("start")) {
            control("start", packed(name));
            records.say("e", "start", "name", name);
            began.put(name, System.nanoTime());
            Probe.closeStep();
            Probe.steps.clear();
            watch.begin(perTest);
            return false;
        }
        boolean was = began.containsKey(name);
        watch.end();
        boolean late = Probe.late;
        Probe.late = false;
        Throwable error = what instanceof Throwable ? (Throwable) what : null;
        String outcome = error == null ? (String) what : !late && error instanceof AssertionError ? "failed" : "error";
        String message = error == null ? "" : late ? "did not end within " + perTest + " s" : error.toString();
        String trace = error == null ? "" : late ? message + "\n" + watch.trace : Texts.trace(error);
        double seconds = was ? (System.nanoTime() - began.remove(name)) / 1e9 : 0;
        lines(name, error != null);
        records.say("e", "result", "name", name, "outcome", outcome, "seconds", seconds, "message", Texts.cut(message, 1_000), "trace", trace);
        control("done", packed(name));
        return false;
    }

    private void lines(String name, boolean bad) {
        Probe.closeStep();
        BitSet places = new BitSet();
        for (BitSet step : Probe.steps) places.or(step);
        Map<String, Set<Integer>> lines = lines(places);
        if (bad) lines.forEach((path, ran) -> suspicious.computeIfAbsent(path, k -> new TreeSet<>()).addAll(ran));
        records.say("e", "lines", "name", name, "lines", lines);
        Probe.steps.clear();
        Probe.failed.clear();
    }

    private Map<String, Set<Integer>> lines(BitSet places) {
        Map<String, Set<Integer>> lines = new TreeMap<>();
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) lines.computeIfAbsent(project.placePaths.get(i), k -> new TreeSet<>()).add(project.placeLines.get(i));
        return lines;
    }

    private void observeMain(int index, double perTest, Set<String> skip) {
        String name = project.mains.get(index).name;
        if (skip.contains(name)) return;
        ClassLoader loader = loader(project.base);
        seen(name, "start", perTest, skip);
        Throwable error = main(loader, project.mains.get(index));
        Probe.closeStep();
        if (error != null && !(error instanceof Probe.Exit)) Probe.fail();
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < Probe.steps.size(); i++) steps.add(Map.of("failed", Probe.failed.contains(i), "lines", lines(Probe.steps.get(i))));
        if (steps.size() < 2_000) records.say("e", "steps", "steps", steps);
        seen(name, error == null ? "passed" : error, perTest, skip);
    }

    /** Null where it ended well. */
    private Throwable main(ClassLoader loader, Project.MainRun run) {
        Thread.currentThread().setContextClassLoader(loader);
        run.properties.forEach(System::setProperty);
        Probe.exited = null;
        Throwable thrown = null;
        try {
            var method = Class.forName(run.type, true, loader).getMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) run.arguments.clone());
        } catch (java.lang.reflect.InvocationTargetException error) {
            thrown = error.getCause();
        } catch (ReflectiveOperationException | LinkageError error) {
            thrown = error;
        }
        Integer code = Probe.exited;
        if (code != null) return code == 0 ? null : thrown instanceof Probe.Exit ? thrown : new MainFailed("exit code " + code, "");
        return thrown;
    }

    private void edits() throws Exception {
        if (project == null) open(true);
        Set<String> product = new HashSet<>(order.all("product"));
        Map<String, Set<Integer>> lines = new TreeMap<>();
        for (String path : product) {
            Set<Integer> ran = suspicious.get(path);
            boolean known = first && !suspicious.isEmpty() && !project.withoutProbes().contains(path);
            if (!known) lines.put(path, null);
            else lines.put(path, Stream.concat(ran == null ? Stream.empty() : ran.stream(), project.setUp.getOrDefault(path, Set.of()).stream()).collect(Collectors.toSet()));
        }
        int[] left = {MOST_EDITS};
        project.edits(lines, (unit, edits) -> {
            List<Object> part = new ArrayList<>();
            for (Edit edit : edits) {
                if (left[0]-- <= 0) break;
                List<Object> changes = edit.changes.stream().map(c -> List.of(unit.toByte(c.start), unit.toByte(c.end), c.text)).collect(Collectors.toList());
                part.add(Map.of("path", unit.path, "line", edit.line, "kind", edit.kind, "prior", edit.prior, "what", edit.what, "changes", changes));
                if (part.size() == 50) {
                    records.say("e", "edits", "edits", part);
                    part.clear();
                }
            }
            records.say("e", "edits", "edits", part);
        });
        control("edited");
    }

    // -- trying

    private void attempt(int index) throws Exception {
        if (!open(false)) return;
        Map<String, List<Change>> edits = new TreeMap<>();
        for (List<String> edit : order.each("base")) read(edit, edits);
        read(order.each("edit").get(index), edits);
        Map<String, byte[]> classes;
        try {
            classes = project.compile(edits);
        } catch (RuntimeException | StackOverflowError error) {
            classes = null;
        }
        if (classes == null) {
            control("verdict", "invalid");
            return;
        }
        Map<String, byte[]> made = classes;
        stuckWords = "timeout";
        AtomicReference<String> verdict = new AtomicReference<>("crash");
        Set<String> fixed = new LinkedHashSet<>();
        inside(() -> {
            try {
                verdict.set(project.mains.isEmpty() ? judgeTests(loader(made), fixed) : judgeMains(made, fixed));
            } catch (Exception | LinkageError error) {
                verdict.set("crash");
            }
            watch.end();
            if (Probe.late) verdict.set("timeout");
        });
        List<String> words = new ArrayList<>(List.of("verdict", verdict.get()));
        for (String name : fixed) words.add(packed(name));
        control(words.toArray(new String[0]));
        if (restart) Runtime.getRuntime().halt(0);
    }

    // -- comparing

    private void compare() throws Exception {
        if (!open(false)) return;
        Inputs inputs = new Inputs(watch);
        List<String> keys = new ArrayList<>();
        for (List<String> edit : order.each("edit")) {
            WatchedMethod method = project.method(edit.get(0), Integer.parseInt(edit.get(1)));
            keys.add(inputs.add(method) ? method.key() : "");
        }
        Map<String, List<Change>> told = new TreeMap<>();
        for (WatchedMethod method : inputs.methods.values()) told.computeIfAbsent(method.path, k -> new ArrayList<>()).add(project.told(method));
        Map<String, byte[]> watched = told.isEmpty() ? null : project.compile(told);
        if (watched == null) return;
        Probe.calls = inputs::called;
        inside(() -> record(watched, inputs));
        Probe.calls = null;
        if (!inputs.vary(Integer.parseInt(order.one("seed")))) return;
        inside(() -> inputs.asTheyAre(loader(project.base)));
        List<Object[]> compared = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Map<String, List<Change>> edits = new TreeMap<>();
            for (List<String> edit : order.each("base")) read(edit, edits);
            read(order.each("edit").get(i), edits);
            Map<String, byte[]> classes = inputs.knows(keys.get(i)) ? project.compile(edits) : null;
            if (classes == null) continue;
            int index = i;
            inside(() -> compared.add(inputs.judged(index, keys.get(index), inputs.results(loader(classes)))));
        }
        // All of them or none: how many were looked at before the time was over is up to the machine, and must not decide.
        for (Object[] record : compared) records.say(record);
    }

    /** The tests as they are, the failing ones first. */
    private void record(Map<String, byte[]> classes, Inputs inputs) {
        Set<String> failing = new HashSet<>(order.all("failing"));
        Set<String> others = new HashSet<>(order.all("others"));
        for (boolean bad : new boolean[] {true, false}) {
            inputs.failing = bad;
            Set<String> names = bad ? failing : others;
            watch.begin(Double.parseDouble(order.one(bad ? "failingSeconds" : "otherSeconds")));
            try {
                if (!project.mains.isEmpty()) for (Project.MainRun run : project.mains) if (names.contains(run.name)) main(loader(classes), run);
                if (project.mains.isEmpty() && !names.isEmpty()) tests.in(project.repository, loader(classes)).run(name -> covers(names, name) != null, (name, what) -> false);
            } catch (Exception | LinkageError | Probe.Late error) {
                // What was told until then is there.
            }
            watch.end();
            Probe.late = false;
        }
    }

    private static void read(List<String> edit, Map<String, List<Change>> edits) {
        List<Change> changes = edits.computeIfAbsent(edit.get(0), k -> new ArrayList<>());
        for (int i = 1; i + 2 < edit.size(); i += 3) changes.add(new Change(Integer.parseInt(edit.get(i)), Integer.parseInt(edit.get(i + 1)), edit.get(i + 2)));
    }

    private String judgeTests(ClassLoader loader, Set<String> fixed) throws Exception {
        TestClasses mine = tests.in(project.repository, loader);
        Set<String> failing = order.all("failing").stream().collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Boolean> held = new LinkedHashMap<>();
        watch.begin(Double.parseDouble(order.one("failingSeconds")));
        mine.run(name -> covers(failing, name) != null, (name, what) -> {
            String of = covers(failing, Names.base(name));
            if (of != null && !what.equals("start")) held.merge(of, what.equals("passed"), Boolean::logicalAnd);
            return false;
        });
        if (Probe.late) return "timeout";
        for (String name : failing) if (Boolean.TRUE.equals(held.get(name))) fixed.add(name);
        if (fixed.isEmpty()) return "fails";
        Set<String> others = new HashSet<>(order.all("others"));
        Set<String> left = new HashSet<>(others);
        boolean[] broke = {false};
        watch.begin(Double.parseDouble(order.one("otherSeconds")));
        if (!others.isEmpty()) {
            mine.run(others::contains, (name, what) -> {
                if (what.equals("start")) return false;
                broke[0] |= what instanceof Throwable;
                left.remove(Names.base(name));
                return broke[0];
            });
        }
        return broke[0] || !left.isEmpty() ? "breaks" : fixed.size() == failing.size() ? "plausible" : "partial";
    }

    /** The failing name that a test belongs to: its own, or that of its class where the class itself fails. */
    private static String covers(Set<String> failing, String name) {
        if (failing.contains(name)) return name;
        int at = name.lastIndexOf('.');
        return at > 0 && failing.contains(name.substring(0, at)) ? name.substring(0, at) : null;
    }

    private String judgeMains(Map<String, byte[]> classes, Set<String> fixed) {
        List<String> failing = order.all("failing");
        watch.begin(Double.parseDouble(order.one("failingSeconds")));
        for (Project.MainRun run : project.mains) if (failing.contains(run.name) && main(loader(classes), run) == null) fixed.add(run.name);
        if (fixed.isEmpty()) return "fails";
        List<String> others = order.all("others");
        watch.begin(Double.parseDouble(order.one("otherSeconds")));
        for (Project.MainRun run : project.mains) if (others.contains(run.name) && main(loader(classes), run) != null) return "breaks";
        return fixed.size() == failing.size() ? "plausible" : "partial";
    }
}

/** A time limit that a busy machine does not shorten: what counts is the processor's time; what waits without using any has some times as long. */
final class Watch {
    private static final double PATIENCE = 10;
    private final Runnable stuck;
    private volatile Thread thread;
    private volatile String task;
    private volatile long began;
    private volatile double seconds;
    private volatile double[] before = {0, 0};
    volatile String trace = "";

    Watch(Runnable stuck) {
        this.stuck = stuck;
        Thread watcher = new Thread(this::watch, "watch");
        watcher.setDaemon(true);
        watcher.setPriority(Thread.MAX_PRIORITY);
        watcher.start();
    }

    /** The calling thread has this many seconds from now. */
    void begin(double limit) {
        try {
            task = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
        } catch (IOException | RuntimeException unknown) {
            task = null;
        }
        double[] now = used();
        before = now == null ? new double[] {0, 0} : now;
        seconds = limit;
        began = System.nanoTime();
        thread = Thread.currentThread();
    }

    void end() {
        thread = null;
    }

    /** Seconds on a processor, and seconds waited for one; null where the system does not count them. */
    private double[] used() {
        try {
            String[] words = task == null ? new String[0] : Files.readString(Path.of("/proc", task, "schedstat")).trim().split(" ");
            return words.length < 2 ? null : new double[] {Long.parseLong(words[0]) / 1e9, Long.parseLong(words[1]) / 1e9};
        } catch (IOException | RuntimeException unknown) {
            return null;
        }
    }

    private boolean over() {
        double passed = (System.nanoTime() - began) / 1e9;
        if (passed < seconds) return false;
        double[] now = used();
        if (now == null) return true;
        return now[0] - before[0] >= seconds * 0.9 || passed - (now[1] - before[1]) >= PATIENCE + 5 * seconds;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(10);
                Thread run = thread;
                if (run == null || !over() || thread != run) continue;
                StringBuilder text = new StringBuilder("it was at\n");
                for (StackTraceElement frame : run.getStackTrace()) text.append("\tat ").append(frame).append('\n');
                trace = Texts.cut(text.toString(), 8_000);
                factoryprobe.Probe.late = true;
                run.interrupt();
                // It ends at its next step, if it takes any; a processor may be long in coming.
                for (int i = 0; i < 500 && thread == run; i++) Thread.sleep(10);
                if (thread == run) stuck.run();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
