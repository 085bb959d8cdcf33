package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;
import javax.tools.*;

/** A repository ready to be tried: compiled with probes, as it is and with one of its files changed. */
final class Project {
    /** Main methods of a recorded command, in its order; none where JUnit runs the tests. */
    static final class MainRun {
        final String name;
        final String type;
        final String[] arguments;
        final boolean assertions;
        final Map<String, String> properties;

        MainRun(String name, String type, String[] arguments, boolean assertions, Map<String, String> properties) {
            this.name = name;
            this.type = type;
            this.arguments = arguments;
            this.assertions = assertions;
            this.properties = properties;
        }
    }

    final Path root = Path.of("").toAbsolutePath();
    final List<MainRun> mains = new ArrayList<>();
    final List<String> placePaths = new ArrayList<>();
    final List<Integer> placeLines = new ArrayList<>();
    final Map<String, Set<Integer>> setUp = new TreeMap<>();
    private final Map<String, SourceText> texts = new HashMap<>();
    private final Map<String, List<Change>> probes = new HashMap<>();
    private final Map<String, List<int[]>> constants = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private final Set<String> testPaths = new HashSet<>();
    private final Set<String> plain = new HashSet<>();
    private final Map<String, byte[]> probe = new HashMap<>();
    private final MemoryCompiler compiler;
    private FastCompiler fast;
    private boolean steps;
    private final Told told;
    final Layout layout;
    final Repository repository;
    final List<String> errors = new ArrayList<>();
    Map<String, byte[]> base;

    /** Files that go without probes. */
    Set<String> withoutProbes() {
        return plain;
    }

    Project(Order order, boolean cover) throws IOException {
        boolean recorded = order.has("java");
        told = new Told(order.all("told"), order.all("quoted"));
        layout = recorded ? recorded(order) : Layout.of(Path.of(""), order.all("files"));
        testPaths.addAll(order.all("files"));
        testPaths.addAll(layout.tests);
        steps = recorded && !mains.isEmpty();
        compiler = new MemoryCompiler(layout.jars, options);
        for (String path : layout.product) texts.put(path, SourceText.read(root.resolve(path)));
        for (String path : layout.tests) texts.put(path, SourceText.read(root.resolve(path)));
        steps |= texts.keySet().stream().filter(testPaths::contains).noneMatch(p -> texts.get(p).text.contains("org.junit") || texts.get(p).text.contains("junit.framework"));
        parse(cover);
        instrument();
        if (base != null) {
            repository = Repository.of(layout, base);
            return;
        }
        Repository found = Repository.compile(layout, options);
        repository = found;
        if (found.classes == null) {
            found.errors.stream().limit(20).map(found::words).forEach(errors::add);
            return;
        }
        layout.tests.removeIf(t -> found.sources.stream().noneMatch(s -> s.path.equals(t)));
        plain.clear();
        instrument();
    }

    /** Sources and class path of all that was compiled, main methods of all that was run. */
    private Layout recorded(Order order) throws IOException {
        Layout layout = Layout.empty(Path.of(""));
        Set<String> sources = new LinkedHashSet<>();
        Set<Path> outputs = new HashSet<>();
        List<String> paths = new ArrayList<>();
        for (List<String> parts : order.each("javac")) compiled(new Recorded(parts), sources, outputs, paths);
        List<Recorded> runs = new ArrayList<>();
        for (List<String> parts : order.each("java")) runs.add(new Recorded(parts));
        boolean junit = false;
        for (Recorded run : runs) junit |= run(run, sources, paths);
        for (String path : paths) {
            Path entry = Path.of(path);
            if (Files.isRegularFile(entry)) layout.jars.add(entry);
            else if (Files.isDirectory(entry) && !outputs.contains(entry)) layout.resources.add(entry);
        }
        for (String source : sources) {
            String relative = root.relativize(Path.of(source).normalize()).toString();
            if (relative.startsWith("..") || relative.endsWith("module-info.java")) continue;
            (junit && order.all("files").contains(relative) ? layout.tests : layout.product).add(relative);
        }
        if (junit) mains.clear();
        return layout;
    }

    private void compiled(Recorded call, Set<String> sources, Set<Path> outputs, List<String> paths) {
        for (int i = 0; i < call.arguments.size(); i++) {
            String argument = call.arguments.get(i);
            String next = i + 1 < call.arguments.size() ? call.arguments.get(i + 1) : "";
            if (Set.of("-cp", "-classpath", "--class-path").contains(argument)) {
                paths(call.folder, next, paths);
                i++;
            } else if (argument.equals("-d")) {
                outputs.add(Path.of(call.folder).resolve(next).normalize());
                i++;
            } else if (Set.of("-source", "-target", "--release", "--source", "--target", "-encoding", "-sourcepath", "--source-path", "-s", "-h", "-processorpath", "-Xmaxerrs", "-Xmaxwarns", "--module-path", "-p").contains(argument)) {
                if (Set.of("-source", "--release", "--source").contains(argument) && !options.contains(argument)) options.addAll(List.of(argument, next));
                i++;
            } else if (argument.equals("-parameters") || argument.equals("--enable-preview")) {
                if (!options.contains(argument)) options.add(argument);
            } else if (argument.endsWith(".java")) {
                sources.add(Path.of(call.folder).resolve(argument).normalize().toString());
            }
        }
    }

    /** @return whether JUnit is what runs. */
    private boolean run(Recorded call, Set<String> sources, List<String> paths) throws IOException {
        boolean assertions = false;
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < call.arguments.size(); i++) {
            String argument = call.arguments.get(i);
            String next = i + 1 < call.arguments.size() ? call.arguments.get(i + 1) : "";
            if (Set.of("-cp", "-classpath", "--class-path").contains(argument)) {
                paths(call.folder, next, paths);
                i++;
            } else if (argument.equals("-ea") || argument.equals("-enableassertions")) {
                assertions = true;
            } else if (argument.startsWith("-D")) {
                int at = argument.indexOf('=');
                properties.put(at < 0 ? argument.substring(2) : argument.substring(2, at), at < 0 ? "" : argument.substring(at + 1));
            } else if (argument.equals("-jar") && Path.of(next).getFileName().toString().contains("junit-platform-console")) {
                paths(call.folder, next, paths);
                for (int j = i + 2; j + 1 < call.arguments.size(); j++) if (Set.of("-cp", "--classpath", "--class-path").contains(call.arguments.get(j))) paths(call.folder, call.arguments.get(j + 1), paths);
                return true;
            } else if (!argument.startsWith("-")) {
                if (argument.equals("org.junit.runner.JUnitCore") || argument.equals("org.junit.platform.console.ConsoleLauncher")) return true;
                String type = argument;
                if (argument.endsWith(".java")) {
                    Path file = Path.of(call.folder).resolve(argument).normalize();
                    sources.add(file.toString());
                    type = firstClass(file);
                }
                mains.add(new MainRun("main " + mains.size(), type, call.arguments.subList(i + 1, call.arguments.size()).toArray(new String[0]), assertions, properties));
                return false;
            }
        }
        throw new IllegalStateException("this call of java is not understood: " + call.arguments);
    }

    private static String firstClass(Path file) throws IOException {
        String text = SourceText.read(file).text;
        Matcher within = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;").matcher(text);
        Matcher type = Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)").matcher(text);
        String name = type.find() ? type.group(1) : "";
        return within.find() ? within.group(1) + "." + name : name;
    }

    private static void paths(String folder, String text, List<String> paths) {
        for (String part : text.split(File.pathSeparator)) {
            Path path = Path.of(folder).resolve(part.isEmpty() ? "." : part).normalize();
            if (!part.endsWith("*")) {
                paths.add(path.toString());
                continue;
            }
            try (Stream<Path> jars = Files.list(path.getParent())) {
                jars.filter(j -> j.toString().endsWith(".jar")).sorted().forEach(j -> paths.add(j.toString()));
            } catch (IOException none) {
                // A folder that is not there has no jars.
            }
        }
    }

    private static SourceObject source(String path, String text) {
        return new SourceObject(path, text);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(layout.product);
        all.addAll(layout.tests);
        return all;
    }

    private void parse(boolean cover) {
        Map<String, SourceObject> sources = new LinkedHashMap<>();
        for (String path : all()) sources.put(path, source(path, texts.get(path).text));
        JavacTask task = (JavacTask) compiler.task(sources.values(), Map.of(), new HashMap<>(), d -> { });
        try {
            for (CompilationUnitTree unit : task.parse()) probe(unit, Trees.instance(task).getSourcePositions(), cover);
        } catch (IOException | RuntimeException error) {
            probes.clear();
        }
    }

    private Map<String, byte[]> probeClasses() {
        if (probe.isEmpty()) {
            try (InputStream file = Project.class.getResourceAsStream("/factoryprobe/Probe.class")) {
                probe.put("factoryprobe.Probe", file.readAllBytes());
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return probe;
    }

    private void instrument() {
        for (int round = 0; round < 5 && base == null; round++) {
            List<SourceObject> probed = new ArrayList<>();
            for (String path : all()) probed.add(source(path, plain.contains(path) ? texts.get(path).text : Change.apply(texts.get(path).text, probes.getOrDefault(path, List.of()))));
            Set<String> bad = new HashSet<>();
            base = compiler.compile(probed, probeClasses(), d -> {
                if (d.getKind() == Diagnostic.Kind.ERROR && d.getSource() instanceof SourceObject) bad.add(((SourceObject) d.getSource()).path);
            });
            // Where probes do not fit (a method that is too long, for example), a file goes without.
            if (base == null && !plain.addAll(bad) && !plain.addAll(all())) return;
        }
    }

    private void probe(CompilationUnitTree unit, SourcePositions positions, boolean cover) {
        String path = SourceObject.path(unit.getSourceFile());
        boolean test = testPaths.contains(path);
        List<Integer> lines = new ArrayList<>();
        Instrumentation found = Instrumentation.of(unit, positions, test, cover && (!test || steps) ? lines : null, placeLines.size());
        for (int line : lines) {
            placeLines.add(line);
            placePaths.add(path);
        }
        probes.put(path, found.changes);
        constants.put(path, found.constants);
        if (!test) setUp.put(path, found.setUp);
    }

    private Map<String, byte[]> known() {
        Map<String, byte[]> known = new HashMap<>(base);
        known.putAll(probeClasses());
        return known;
    }

    private FastCompiler fast(boolean whole) {
        try {
            return whole ? null : fast == null ? fast = new FastCompiler(layout.jars, compiler.options(), known()) : fast;
        } catch (IOException | LinkageError other) {
            // Another JDK may keep its compiler to itself.
            return null;
        }
    }

    /** The classes with some files changed; null where they do not compile. */
    Map<String, byte[]> compile(Map<String, List<Change>> edits) {
        List<SourceObject> changed = new ArrayList<>();
        boolean whole = false;
        for (var edit : edits.entrySet()) {
            SourceText text = texts.get(edit.getKey());
            if (text == null) return null;
            SourceUnitOffsets offsets = new SourceUnitOffsets(text);
            List<Change> changes = new ArrayList<>();
            for (Change change : edit.getValue()) changes.add(new Change(offsets.toCharacter(change.start), offsets.toCharacter(change.end), change.text));
            String made = Instrumentation.merged(text.text, plain.contains(edit.getKey()) ? List.of() : probes.getOrDefault(edit.getKey(), List.of()), changes);
            if (made == null) return null;
            changed.add(source(edit.getKey(), made));
            for (int[] constant : constants.getOrDefault(edit.getKey(), List.of())) whole |= changes.stream().anyMatch(c -> c.start < constant[1] && c.end > constant[0]);
        }
        if (whole) {
            for (String path : all()) if (!edits.containsKey(path)) changed.add(source(path, plain.contains(path) ? texts.get(path).text : Change.apply(texts.get(path).text, probes.getOrDefault(path, List.of()))));
        }
        Map<String, byte[]> made = fast(whole) == null ? compiler.compile(changed, known(), d -> { }) : fast.compile(changed);
        if (made == null) return null;
        Map<String, byte[]> classes = new HashMap<>(base);
        classes.putAll(made);
        return classes;
    }

    /** The outermost method around a byte of a file; null where there is none. */
    WatchedMethod method(String path, int place) throws IOException {
        SourceText text = texts.get(path);
        if (text == null) return null;
        JavacTask task = (JavacTask) compiler.task(List.of(source(path, text.text)), Map.of(), new HashMap<>(), d -> { });
        for (CompilationUnitTree unit : task.parse()) return WatchedMethod.at(path, unit, Trees.instance(task).getSourcePositions(), new SourceUnitOffsets(text).toCharacter(place));
        return null;
    }

    /** The change that makes a method tell its calls, in bytes. */
    Change told(WatchedMethod method) {
        int at = SourceUnitOffsets.offsets(texts.get(method.path))[method.begin];
        return new Change(at, at, method.probe());
    }

    /** Edits on the lines given by path; all lines of a path where its set is null. */
    void edits(Map<String, Set<Integer>> lines, java.util.function.BiConsumer<SourceUnit, List<Edit>> take) throws IOException {
        List<SourceObject> sources = new ArrayList<>();
        for (String path : all()) sources.add(source(path, texts.get(path).text));
        JavacTask task = (JavacTask) compiler.task(sources, Map.of(), new HashMap<>(), d -> { });
        List<CompilationUnitTree> units = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) units.add(unit);
        task.analyze();
        for (CompilationUnitTree unit : units) {
            String path = SourceObject.path(unit.getSourceFile());
            if (!lines.containsKey(path)) continue;
            SourceUnit source = new SourceUnit(path, texts.get(path), unit, Trees.instance(task).getSourcePositions());
            take.accept(source, new StatementEdits(source, task, lines.get(path), told).run());
        }
    }
}

/** From a file's bytes to the characters of its text. */
final class SourceUnitOffsets {
    private final int[] bytes;

    SourceUnitOffsets(SourceText source) {
        bytes = offsets(source);
    }

    static int[] offsets(SourceText source) {
        String text = source.text;
        boolean latin = source.charset != java.nio.charset.StandardCharsets.UTF_8;
        int[] bytes = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Half of a pair of surrogates stands for half of its four bytes.
            bytes[i + 1] = bytes[i] + (latin || c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
        }
        return bytes;
    }

    int toCharacter(int at) {
        int found = Arrays.binarySearch(bytes, at);
        return found < 0 ? -found - 1 : found;
    }
}
