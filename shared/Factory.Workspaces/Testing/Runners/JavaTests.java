// Compiles a Java repository in memory and runs its tests: JUnit 4 and 5 by their own runners, test classes with a main method each in a process. Runs inside
// the sandbox from this one file; needs nothing but a JDK. Reads an order from stdin, says records behind the run's token.
package factory;

import java.io.*;
import java.lang.reflect.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.regex.*;
import java.util.stream.*;
import javax.tools.*;

public final class JavaTests {
    public static void main(String[] arguments) throws Exception {
        Order order = Order.read(System.in);
        Records records = new Records(System.out, order.one("token"));
        Layout layout = Layout.of(Path.of(""), order.all("files"));
        Repository repository = Repository.compile(layout, List.of());
        repository.report(records);
        if (repository.classes == null) System.exit(1);
        int code = new JavaTests().run(order, records, repository);
        records.say("e", "end", "code", code);
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }

    private int run(Order order, Records records, Repository repository) throws Exception {
        Set<String> only = order.has("only") ? order.all("only").stream().map(Names::base).collect(Collectors.toSet()) : null;
        Results results = new Results(records);
        watch(results, Double.parseDouble(order.one("deadline")));
        ClassLoader loader = repository.loader(repository.classes);
        TestClasses tests = TestClasses.of(repository, loader);
        tests.run(name -> only == null || only.contains(name), results::event);
        for (String main : tests.mains) {
            if (only == null || only.contains(main)) runMain(repository, main, results);
        }
        for (String broken : repository.broken.keySet()) results.event(broken, new CompileError(repository.broken.get(broken)));
        return results.bad || repository.broken.size() > 0 ? 1 : 0;
    }

    // A main method may end the process: each has its own.
    private static void runMain(Repository repository, String main, Results results) throws Exception {
        Path folder = Files.createTempDirectory("classes");
        for (var entry : repository.classes.entrySet()) {
            Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        String path = Stream.concat(Stream.of(folder), Stream.concat(repository.layout.resources.stream(), repository.layout.jars.stream())).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        results.event(main, "start");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-ea", "-cp", path, main).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = Texts.cut(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 16_000);
        int code = process.waitFor();
        System.out.println(printed);
        results.event(main, code == 0 ? "passed" : new MainFailed("exit code " + code, printed));
    }

    /** What still runs when the time is nearly over is said with where it is; the run is then not whole. */
    private static void watch(Results results, double seconds) {
        Thread tests = Thread.currentThread();
        Thread watcher = new Thread(() -> {
            try {
                Thread.sleep((long) (seconds * 1000));
            } catch (InterruptedException stopped) {
                return;
            }
            results.late(tests);
            Runtime.getRuntime().halt(1);
        });
        watcher.setDaemon(true);
        watcher.start();
    }
}

/** What to do: lines of a key and values in base64, separated by tabs. */
final class Order {
    private final Map<String, List<List<String>>> lines = new HashMap<>();
    private final List<String> written = new ArrayList<>();

    static Order read(InputStream input) throws IOException {
        Order order = new Order();
        for (String line : new String(input.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
            order.written.add(line);
            String[] parts = line.split("\t");
            List<String> values = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) values.add(new String(Base64.getDecoder().decode(parts[i]), StandardCharsets.UTF_8));
            order.lines.computeIfAbsent(parts[0], k -> new ArrayList<>()).add(values);
        }
        return order;
    }

    /** The lines as they were read. */
    List<String> written() {
        return written;
    }

    boolean has(String key) {
        return lines.containsKey(key);
    }

    String one(String key) {
        return all(key).get(0);
    }

    List<String> all(String key) {
        return lines.getOrDefault(key, List.of()).stream().flatMap(List::stream).collect(Collectors.toList());
    }

    List<List<String>> each(String key) {
        return lines.getOrDefault(key, List.of());
    }
}

/** Says records as JSON in ASCII, each line short enough to be written whole. */
final class Records {
    private static final int PIECE = 2_000;
    private final PrintStream out;
    private final String mark;

    Records(OutputStream out, String token) {
        this.out = new PrintStream(out, false);
        this.mark = "\u001e" + token;
    }

    void say(Object... pairs) {
        StringBuilder json = new StringBuilder();
        object(json, pairs);
        StringBuilder lines = new StringBuilder();
        int at = 0;
        for (; json.length() - at > PIECE; at += PIECE) lines.append(mark).append('+').append(json, at, at + PIECE).append('\n');
        lines.append(mark).append(json, at, json.length()).append('\n');
        synchronized (out) {
            byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    private static void object(StringBuilder json, Object... pairs) {
        json.append('{');
        for (int i = 0; i < pairs.length; i += 2) {
            if (i > 0) json.append(',');
            value(json, pairs[i]);
            json.append(':');
            value(json, pairs[i + 1]);
        }
        json.append('}');
    }

    private static void value(StringBuilder json, Object value) {
        if (value instanceof Map) {
            object(json, ((Map<?, ?>) value).entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue())).toArray());
        } else if (value instanceof Collection) {
            json.append('[');
            boolean first = true;
            for (Object item : (Collection<?>) value) {
                if (!first) json.append(',');
                first = false;
                value(json, item);
            }
            json.append(']');
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            json.append(value);
        } else {
            json.append('"');
            String text = value.toString();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') json.append('\\').append(c);
                else if (c >= ' ' && c < 127) json.append(c);
                else json.append(String.format("\\u%04x", (int) c));
            }
            json.append('"');
        }
    }
}

final class Texts {
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most / 2) + "\n[...]\n" + text.substring(text.length() - most / 2);
    }

    static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return cut(text.toString(), 8_000);
    }
}

/** Names of tests: binary name of the class, method, and for one of several runs of it a number. */
final class Names {
    static String base(String name) {
        int at = name.indexOf('[');
        return at < 0 ? name : name.substring(0, at);
    }
}

final class CompileError extends Error {
    CompileError(String message) {
        super(message, null, false, false);
    }
}

final class MainFailed extends AssertionError {
    MainFailed(String message, String printed) {
        super(message + "\n" + printed);
        setStackTrace(new StackTraceElement[0]);
    }
}

/** Says how tests go. */
final class Results {
    private final Records records;
    private final Map<String, Long> running = new LinkedHashMap<>();
    boolean bad;

    Results(Records records) {
        this.records = records;
    }

    /** @param what "start", "passed", "skipped" or what was thrown. */
    synchronized boolean event(String name, Object what) {
        if ("start".equals(what)) {
            running.put(name, System.nanoTime());
            records.say("e", "start", "name", name);
            return false;
        }
        Long began = running.remove(name);
        double seconds = began == null ? 0 : (System.nanoTime() - began) / 1e9;
        Throwable error = what instanceof Throwable ? (Throwable) what : null;
        bad |= error != null;
        String outcome = error == null ? (String) what : error instanceof AssertionError ? "failed" : "error";
        String message = error == null ? "" : error instanceof CompileError || error instanceof MainFailed ? error.getMessage() : error.toString();
        records.say("e", "result", "name", name, "outcome", outcome, "seconds", seconds, "message", Texts.cut(message, 1_000), "trace", error == null ? "" : Texts.trace(error));
        return false;
    }

    synchronized void late(Thread thread) {
        for (String name : List.copyOf(running.keySet())) {
            StringBuilder trace = new StringBuilder("did not end in time; it was at\n");
            for (StackTraceElement frame : thread.getStackTrace()) trace.append("\tat ").append(frame).append('\n');
            records.say("e", "result", "name", name, "outcome", "error", "seconds", (System.nanoTime() - running.get(name)) / 1e9, "message", "did not end in time", "trace", Texts.cut(trace.toString(), 8_000));
        }
    }
}

/** Where a repository keeps its sources, resources and jars. */
final class Layout {
    private static final Set<String> SKIPPED = Set.of("target", "build", "out", "bin", "dist", "node_modules", "obj", "artifacts", "venv", "vendor");
    private static final List<Path> REPOSITORIES = List.of(Path.of("/caches/maven"), Path.of("/usr/share/maven-repo"));
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>]*)</\\1>");
    private static final Pattern COORDINATES = Pattern.compile("['\"]([\\w.-]+):([\\w.-]+):([\\w.-]+)['\"]");

    final Path root;
    final List<String> product = new ArrayList<>();
    final List<String> tests = new ArrayList<>();
    final Set<Path> resources = new LinkedHashSet<>();
    final Set<Path> jars = new LinkedHashSet<>();
    final List<String> missing = new ArrayList<>();

    private Layout(Path root) {
        this.root = root;
    }

    static Layout empty(Path root) {
        return new Layout(root);
    }

    static Layout of(Path root, List<String> testFiles) throws IOException {
        Layout layout = new Layout(root);
        List<String> files = new ArrayList<>();
        layout.walk(root.toAbsolutePath(), "", files, 0);
        Collections.sort(files);
        Set<String> tests = new HashSet<>(testFiles);
        boolean standard = files.stream().anyMatch(f -> f.endsWith(".java") && ("/" + f).contains("/src/main/java/"));
        for (String file : files) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            if (name.endsWith(".jar")) layout.jars.add(root.resolve(file).toAbsolutePath());
            else if (name.equals("pom.xml") && !file.contains("/src/")) layout.dependencies(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1), new HashSet<>(), 0);
            else if (name.startsWith("build.gradle")) layout.gradle(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1));
            if (!name.endsWith(".java") || name.equals("module-info.java")) continue;
            if (tests.contains(file)) {
                if (!standard || ("/" + file).contains("/src/test/")) layout.tests.add(file);
            } else if (!standard || ("/" + file).contains("/src/main/java/")) {
                layout.product.add(file);
            }
        }
        layout.addJUnit();
        return layout;
    }

    private void walk(Path folder, String path, List<String> files, int depth) throws IOException {
        if (depth > 30 || files.size() > 50_000) return;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (Files.isSymbolicLink(entry)) continue;
                String inner = path.isEmpty() ? name : path + "/" + name;
                if (!Files.isDirectory(entry)) {
                    files.add(inner);
                } else if (name.equals("target") && Files.isDirectory(entry.resolve("dependency"))) {
                    walk(entry.resolve("dependency"), inner + "/dependency", files, depth + 1);
                } else if (!name.startsWith(".") && !SKIPPED.contains(name)) {
                    if (name.equals("resources") && path.matches("(.*/)?src/(main|test)")) resources.add(entry);
                    walk(entry, inner, files, depth + 1);
                }
            }
        }
    }

    private void gradle(String text) {
        Matcher found = COORDINATES.matcher(text);
        while (found.find()) add(found.group(1), found.group(2), found.group(3), new HashSet<>(), 0);
    }

    private void dependencies(String pom, Set<String> seen, int depth) {
        String text = pom.replaceAll("(?s)<!--.*?-->", "").replaceAll("(?s)<(build|dependencyManagement|reporting|profiles|exclusions)>.*?</\\1>", "");
        Map<String, String> properties = new HashMap<>();
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) properties.putIfAbsent(property.group(1), property.group(2).trim());
        Matcher found = DEPENDENCY.matcher(text);
        while (found.find()) {
            Map<String, String> parts = new HashMap<>();
            Matcher part = PROPERTY.matcher(found.group(1));
            while (part.find()) parts.put(part.group(1), filled(part.group(2).trim(), properties));
            String scope = parts.getOrDefault("scope", "compile");
            if (depth > 0 && (scope.equals("test") || scope.equals("provided") || parts.getOrDefault("optional", "").equals("true"))) continue;
            if (parts.containsKey("groupId") && parts.containsKey("artifactId")) add(parts.get("groupId"), parts.get("artifactId"), parts.getOrDefault("version", ""), seen, depth);
        }
    }

    private static String filled(String value, Map<String, String> properties) {
        return value.startsWith("${") && value.endsWith("}") ? properties.getOrDefault(value.substring(2, value.length() - 1), value) : value;
    }

    private void add(String group, String artifact, String version, Set<String> seen, int depth) {
        if (depth > 6 || !seen.add(group + ":" + artifact) || !(group + artifact + version).matches("[\\w.$\\{}-]+")) return;
        for (Path repository : REPOSITORIES) {
            Path folder = repository.resolve(group.replace('.', '/')).resolve(artifact);
            Optional<Path> chosen = version(folder, version);
            if (chosen.isEmpty()) continue;
            String name = artifact + "-" + chosen.get().getFileName();
            Path jar = chosen.get().resolve(name + ".jar");
            if (Files.exists(jar)) jars.add(jar);
            try {
                dependencies(Files.readString(chosen.get().resolve(name + ".pom"), StandardCharsets.ISO_8859_1), seen, depth + 1);
            } catch (IOException none) {
                // Without its own description nothing more is known of it.
            }
            return;
        }
        if (depth == 0) missing.add(group + ":" + artifact + (version.isEmpty() ? "" : ":" + version));
    }

    // The one that was asked for, else the newest by name.
    private static Optional<Path> version(Path folder, String version) {
        if (Files.isDirectory(folder.resolve(version.isEmpty() ? "?" : version))) return Optional.of(folder.resolve(version));
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(Files::isDirectory).filter(v -> Files.exists(v.resolve(folder.getFileName() + "-" + v.getFileName() + ".jar"))).max(Comparator.naturalOrder());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** JUnit of this machine, where the sources use it and the repository brings none. */
    private void addJUnit() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String test : tests) all.append(SourceText.read(root.resolve(test)).text);
        if (all.indexOf("org.junit.jupiter") >= 0) {
            addMachines("junit-jupiter-api", "junit-jupiter-params", "junit-jupiter-engine", "junit-platform-commons", "junit-platform-engine", "junit-platform-launcher", "opentest4j", "apiguardian-api", "univocity-parsers");
        }
        if (Pattern.compile("org\\.junit\\.(Test|Assert|\\*|runner|Before|After|Rule|Ignore)|junit\\.framework").matcher(all).find()) addMachines("junit4", "hamcrest", "hamcrest-core");
        else if (all.indexOf("org.hamcrest") >= 0) addMachines("hamcrest");
    }

    private void addMachines(String... names) {
        for (String name : names) {
            String known = name.equals("junit4") ? "junit-4" : name + "-";
            boolean there = jars.stream().map(j -> j.getFileName().toString()).anyMatch(j -> j.equals(name + ".jar") || (j.startsWith(known) && j.length() > known.length() && Character.isDigit(j.charAt(known.length() - (name.equals("junit4") ? 1 : 0)))));
            Path jar = Path.of("/usr/share/java", name + ".jar");
            if (!there && Files.exists(jar)) jars.add(jar);
        }
    }
}

/** A file's text with how it is encoded. */
final class SourceText {
    final String text;
    final Charset charset;

    private SourceText(String text, Charset charset) {
        this.text = text;
        this.charset = charset;
    }

    static SourceText read(Path path) throws IOException {
        return of(Files.readAllBytes(path));
    }

    static SourceText of(byte[] bytes) {
        try {
            return new SourceText(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), StandardCharsets.UTF_8);
        } catch (CharacterCodingException error) {
            return new SourceText(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
    }
}

/** A source file in memory. */
final class SourceObject extends SimpleJavaFileObject {
    final String path;
    private final String text;

    SourceObject(String path, String text) {
        super(URI.create("memory:///" + encoded(path)), Kind.SOURCE);
        this.path = path;
        // A byte order mark is no part of the language; a space keeps all offsets.
        this.text = text.startsWith("\ufeff") ? " " + text.substring(1) : text;
    }

    /** The path of a file that the compiler hands back, perhaps wrapped. */
    static String path(JavaFileObject file) {
        return file.toUri().getPath().substring(1);
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, "/" + path, null).getRawPath().substring(1);
        } catch (URISyntaxException error) {
            return "Unnamed.java";
        }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    // The same class in a file of any name would be refused; that is for those who build it to say.
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE;
    }
}

/** Compiles in memory; classes that were compiled before are found again. */
final class MemoryCompiler implements AutoCloseable {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager standard;
    private final List<String> options = new ArrayList<>();

    MemoryCompiler(Collection<Path> jars, List<String> extra) {
        if (compiler == null) throw new IllegalStateException("a JDK is needed: this Java has no compiler. Install one, for example with: apt-get install default-jdk-headless");
        standard = compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);
        options.addAll(List.of("-proc:none", "-nowarn", "-g", "-Xmaxerrs", "200", "-implicit:none"));
        options.addAll(extra);
        try {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
            standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    List<String> options() {
        return options;
    }

    JavaCompiler.CompilationTask task(Collection<SourceObject> sources, Map<String, byte[]> known, Map<String, byte[]> made, DiagnosticListener<JavaFileObject> said) {
        return compiler.getTask(Writer.nullWriter(), new MemoryFiles(standard, known, made), said, options, null, sources);
    }

    /** @return the new classes, or null where it does not compile. */
    Map<String, byte[]> compile(Collection<SourceObject> sources, Map<String, byte[]> known, DiagnosticListener<JavaFileObject> said) {
        Map<String, byte[]> made = new LinkedHashMap<>();
        return task(sources, known, made, said).call() ? made : null;
    }

    @Override
    public void close() throws IOException {
        standard.close();
    }
}

final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, byte[]> known;
    private final Map<String, byte[]> made;
    private final Map<String, List<String>> packages = new HashMap<>();

    MemoryFiles(StandardJavaFileManager standard, Map<String, byte[]> known, Map<String, byte[]> made) {
        super(standard);
        this.known = known;
        this.made = made;
        for (String name : known.keySet()) packages.computeIfAbsent(name.substring(0, Math.max(0, name.lastIndexOf('.'))), k -> new ArrayList<>()).add(name);
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS) || !packages.containsKey(packageName)) return others;
        List<JavaFileObject> all = new ArrayList<>();
        for (String name : packages.get(packageName)) all.add(new KnownClass(name, known.get(name)));
        others.forEach(all::add);
        return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof KnownClass ? ((KnownClass) file).name : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.toUri().equals(b.toUri());
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH || (location != StandardLocation.SOURCE_PATH && super.hasLocation(location));
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
            @Override
            public OutputStream openOutputStream() {
                return new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        made.put(name, toByteArray());
                    }
                };
            }
        };
    }

    private static final class KnownClass extends SimpleJavaFileObject {
        final String name;
        private final byte[] bytes;

        KnownClass(String name, byte[] bytes) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}

/** The repository's classes and resources; libraries come from the parent and are shared. */
final class RepositoryLoader extends URLClassLoader {
    private final Map<String, byte[]> classes;

    RepositoryLoader(Map<String, byte[]> classes, Collection<Path> resources, ClassLoader libraries) {
        super(urls(resources), libraries);
        this.classes = classes;
    }

    static URL[] urls(Collection<Path> paths) {
        return paths.stream().map(p -> {
            try {
                return p.toUri().toURL();
            } catch (MalformedURLException error) {
                throw new UncheckedIOException(error);
            }
        }).toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}

/** The compiled repository, or why it does not compile. */
final class Repository {
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
    private static final Pattern NO_PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");

    final Layout layout;
    final Map<String, String> broken = new LinkedHashMap<>();
    final List<Diagnostic<? extends JavaFileObject>> errors = new ArrayList<>();
    final List<SourceObject> sources = new ArrayList<>();
    final ClassLoader libraries;
    Map<String, byte[]> classes;

    private Repository(Layout layout) {
        this.layout = layout;
        this.libraries = new URLClassLoader(RepositoryLoader.urls(layout.jars), new Probes(ClassLoader.getPlatformClassLoader()));
    }

    /** Our own probes are all that the repository's code sees of us. */
    private static final class Probes extends ClassLoader {
        Probes(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("factoryprobe.Probe") || name.startsWith("factoryprobe.Probe$")) return JavaTests.class.getClassLoader().loadClass(name);
            throw new ClassNotFoundException(name);
        }
    }

    /** What was compiled already. */
    static Repository of(Layout layout, Map<String, byte[]> classes) {
        Repository repository = new Repository(layout);
        repository.classes = classes;
        return repository;
    }

    static Repository compile(Layout layout, List<String> options) throws IOException {
        Repository repository = new Repository(layout);
        for (String path : layout.product) repository.sources.add(new SourceObject(path, SourceText.read(layout.root.resolve(path)).text));
        List<SourceObject> tests = new ArrayList<>();
        for (String path : layout.tests) tests.add(new SourceObject(path, SourceText.read(layout.root.resolve(path)).text));
        repository.compile(tests, options);
        return repository;
    }

    // Tests that do not compile are left out, and fail; the others still say something.
    private void compile(List<SourceObject> tests, List<String> options) throws IOException {
        try (MemoryCompiler compiler = new MemoryCompiler(layout.jars, options)) {
            for (int round = 0; round < 20 && classes == null; round++) {
                List<SourceObject> all = new ArrayList<>(sources);
                all.addAll(tests);
                List<Diagnostic<? extends JavaFileObject>> said = new ArrayList<>();
                classes = compiler.compile(all, Map.of(), d -> {
                    if (d.getKind() == Diagnostic.Kind.ERROR) said.add(d);
                });
                if (classes != null) break;
                errors.addAll(said);
                Set<SourceObject> bad = said.stream().map(d -> (SourceObject) d.getSource()).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
                if (bad.isEmpty() || bad.stream().anyMatch(sources::contains)) break;
                for (SourceObject test : bad) {
                    broken.put(className(test), said.stream().filter(d -> d.getSource() == test).map(this::words).findFirst().orElse("does not compile"));
                    tests.remove(test);
                }
            }
        }
        sources.addAll(tests);
    }

    private static String className(SourceObject test) {
        Matcher found = PACKAGE.matcher(test.getCharContent(true));
        String name = test.path.substring(test.path.lastIndexOf('/') + 1).replace(".java", "");
        return found.find() ? found.group(1) + "." + name : name;
    }

    ClassLoader loader(Map<String, byte[]> classes) {
        return new RepositoryLoader(classes, layout.resources, libraries);
    }

    String words(Diagnostic<? extends JavaFileObject> error) {
        String path = error.getSource() instanceof SourceObject ? ((SourceObject) error.getSource()).path : "";
        String message = error.getMessage(Locale.ENGLISH).split("\n")[0];
        Matcher missing = NO_PACKAGE.matcher(message);
        if (missing.find()) message = "missing dependency: package " + missing.group(1) + " is in no jar of the repository or this machine" + (layout.missing.isEmpty() ? "" : "; declared and not found: " + String.join(", ", layout.missing));
        return path + ":" + error.getLineNumber() + ": " + message;
    }

    /** Says, for people, what does not compile. */
    void report(Records records) {
        if (classes != null || errors.isEmpty()) {
            broken.values().forEach(b -> System.out.println("error: " + b));
            return;
        }
        System.out.println("error: " + words(errors.get(0)));
        errors.stream().skip(1).limit(20).map(this::words).filter(w -> !w.contains("rror")).forEach(w -> System.out.println("and " + w));
    }
}

/** Which classes are tests, and what runs them. */
final class TestClasses {
    final List<Class<?>> junit = new ArrayList<>();
    final List<String> mains = new ArrayList<>();
    private final List<Function<Object[], Object>> bridges = new ArrayList<>();
    private final ClassLoader loader;

    private TestClasses(ClassLoader loader) {
        this.loader = loader;
    }

    static TestClasses of(Repository repository, ClassLoader loader) throws Exception {
        TestClasses tests = new TestClasses(loader);
        tests.find(repository);
        tests.bridges.addAll(bridges(repository));
        return tests;
    }

    TestClasses in(Repository repository, ClassLoader other) throws Exception {
        TestClasses tests = new TestClasses(other);
        for (Class<?> test : junit) tests.junit.add(Class.forName(test.getName(), false, other));
        tests.bridges.addAll(bridges);
        return tests;
    }

    private void find(Repository repository) {
        Set<String> files = repository.layout.tests.stream().map(t -> t.substring(t.lastIndexOf('/') + 1)).collect(Collectors.toSet());
        for (String name : repository.classes.keySet()) {
            String top = name.substring(name.lastIndexOf('.') + 1);
            int inner = top.indexOf('$');
            if (!files.contains((inner < 0 ? top : top.substring(0, inner)) + ".java")) continue;
            try {
                Class<?> type = Class.forName(name, false, loader);
                // A nested class that is not static is run with the class around it.
                if (isTest(type)) {
                    if (!Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass() && (type.getEnclosingClass() == null || Modifier.isStatic(type.getModifiers()))) junit.add(type);
                } else if (inner < 0 && type.getMethod("main", String[].class) != null) {
                    mains.add(name);
                }
            } catch (NoSuchMethodException | LinkageError | ClassNotFoundException none) {
                // Not a test.
            }
        }
        junit.sort(Comparator.comparing(Class::getName));
        Collections.sort(mains);
        if (!junit.isEmpty()) mains.clear();
    }

    private static boolean isTest(Class<?> type) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (c.getName().equals("junit.framework.TestCase") || Arrays.stream(c.getAnnotations()).anyMatch(a -> a.annotationType().getName().equals("org.junit.runner.RunWith"))) return true;
            for (Method method : c.getDeclaredMethods()) {
                for (var annotation : method.getAnnotations()) {
                    String name = annotation.annotationType().getName();
                    if (name.equals("org.junit.Test") || name.startsWith("org.junit.jupiter.")) return true;
                }
            }
            for (Class<?> nested : c.getDeclaredClasses()) {
                if (!Modifier.isStatic(nested.getModifiers()) && nested != type && !nested.isInterface() && isTest(nested)) return true;
            }
        }
        return false;
    }

    private static List<Function<Object[], Object>> bridges(Repository repository) throws Exception {
        List<Function<Object[], Object>> bridges = new ArrayList<>();
        if (has(repository, "org.junit.runner.JUnitCore")) bridges.add(bridge(repository, "FactoryJUnit4", JUNIT4));
        if (has(repository, "org.junit.platform.launcher.core.LauncherFactory") && has(repository, "org.junit.jupiter.engine.JupiterTestEngine")) bridges.add(bridge(repository, "FactoryJUnit5", JUNIT5));
        return bridges;
    }

    private static boolean has(Repository repository, String type) {
        return repository.libraries.getResource(type.replace('.', '/') + ".class") != null;
    }

    @SuppressWarnings("unchecked")
    private static Function<Object[], Object> bridge(Repository repository, String name, String text) throws Exception {
        StringBuilder said = new StringBuilder();
        try (MemoryCompiler compiler = new MemoryCompiler(repository.layout.jars, List.of())) {
            Map<String, byte[]> made = compiler.compile(List.of(new SourceObject(name + ".java", text)), Map.of(), said::append);
            if (made == null) throw new IllegalStateException("this JUnit cannot be driven: " + said);
            return (Function<Object[], Object>) new RepositoryLoader(made, List.of(), repository.libraries).loadClass(name).getConstructor().newInstance();
        }
    }

    /** @param event gets a test's name and how it goes, and says whether to stop. */
    void run(Predicate<String> wanted, BiPredicate<String, Object> event) {
        Thread.currentThread().setContextClassLoader(loader);
        boolean[] stopped = {false};
        BiPredicate<String, Object> watched = (name, what) -> stopped[0] |= event.test(name, what);
        for (Class<?> type : junit) {
            for (var bridge : bridges) {
                if (!stopped[0]) bridge.apply(new Object[] {type, wanted, watched});
            }
        }
    }

    private static final String JUNIT4 = String.join("\n",
        "import java.util.*; import java.util.function.*; import org.junit.runner.*; import org.junit.runner.manipulation.*; import org.junit.runner.notification.*;",
        "public final class FactoryJUnit4 implements Function<Object[], Object> {",
        "  @SuppressWarnings(\"unchecked\") public Object apply(Object[] a) {",
        "    Class<?> type = (Class<?>) a[0]; Predicate<String> wanted = (Predicate<String>) a[1]; BiPredicate<String, Object> event = (BiPredicate<String, Object>) a[2];",
        "    if (!mine(type)) return null;",
        "    Runner runner = Request.aClass(type).getRunner();",
        "    try {",
        "      Filter.class.cast(new Filter() {",
        "        public boolean shouldRun(Description d) { return d.isTest() ? d.getMethodName() == null || d.getMethodName().equals(\"initializationError\") || wanted.test(base(name(d))) : d.getChildren().stream().anyMatch(this::shouldRun); }",
        "        public String describe() { return \"wanted\"; }",
        "      }).apply(runner);",
        "    } catch (NoTestsRemainException none) { return null; }",
        "    RunNotifier notifier = new RunNotifier();",
        "    notifier.addListener(new RunListener() {",
        "      private final Map<Description, Throwable> failed = new HashMap<>(); private final Set<Description> skipped = new HashSet<>(); private final Set<Description> started = new HashSet<>();",
        "      public void testStarted(Description d) { started.add(d); say(d, \"start\"); }",
        "      public void testFailure(Failure f) { if (started.contains(f.getDescription())) failed.putIfAbsent(f.getDescription(), f.getException()); else say(f.getDescription(), f.getException()); }",
        "      public void testAssumptionFailure(Failure f) { if (started.contains(f.getDescription())) skipped.add(f.getDescription()); else say(f.getDescription(), \"skipped\"); }",
        "      public void testIgnored(Description d) { say(d, \"skipped\"); }",
        "      public void testFinished(Description d) { say(d, failed.containsKey(d) ? failed.get(d) : skipped.contains(d) ? \"skipped\" : \"passed\"); }",
        "      private void say(Description d, Object what) { if (event.test(name(d), what)) notifier.pleaseStop(); }",
        "    });",
        "    try { runner.run(notifier); } catch (StoppedByUserException stopped) { }",
        "    return null;",
        "  }",
        "  private static boolean mine(Class<?> type) {",
        "    if (junit.framework.TestCase.class.isAssignableFrom(type) || type.getAnnotation(RunWith.class) != null) return true;",
        "    for (Class<?> c = type; c != null; c = c.getSuperclass()) for (java.lang.reflect.Method m : c.getDeclaredMethods()) if (m.isAnnotationPresent(org.junit.Test.class)) return true;",
        "    return false;",
        "  }",
        "  private static String name(Description d) { return d.getMethodName() == null ? d.getClassName() : d.getClassName() + \".\" + d.getMethodName(); }",
        "  private static String base(String n) { int at = n.indexOf('['); return at < 0 ? n : n.substring(0, at); }",
        "}");

    private static final String JUNIT5 = String.join("\n",
        "import java.util.*; import java.util.function.*; import java.util.regex.*; import org.junit.platform.engine.*; import org.junit.platform.engine.support.descriptor.*; import org.junit.platform.launcher.*; import org.junit.platform.launcher.core.*;",
        "import org.junit.platform.engine.discovery.DiscoverySelectors;",
        "public final class FactoryJUnit5 implements Function<Object[], Object> {",
        "  private static final Pattern NUMBER = Pattern.compile(\"#(\\\\d+)\\\\]\");",
        "  private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder().enableTestEngineAutoRegistration(false).enableTestExecutionListenerAutoRegistration(false).enablePostDiscoveryFilterAutoRegistration(false).addTestEngines(new org.junit.jupiter.engine.JupiterTestEngine()).build());",
        "  @SuppressWarnings(\"unchecked\") public Object apply(Object[] a) {",
        "    Class<?> type = (Class<?>) a[0]; Predicate<String> wanted = (Predicate<String>) a[1]; BiPredicate<String, Object> event = (BiPredicate<String, Object>) a[2];",
        "    PostDiscoveryFilter filter = d -> FilterResult.includedIf(!(d.getSource().orElse(null) instanceof MethodSource) || wanted.test(method((MethodSource) d.getSource().get())));",
        "    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(type)).filters(filter).build();",
        "    launcher.execute(request, new TestExecutionListener() {",
        "      public void executionStarted(TestIdentifier id) { if (id.isTest()) event.test(name(id), \"start\"); }",
        "      public void executionSkipped(TestIdentifier id, String reason) { if (id.isTest() || id.getSource().isPresent()) event.test(name(id), \"skipped\"); }",
        "      public void executionFinished(TestIdentifier id, TestExecutionResult result) {",
        "        Throwable error = result.getThrowable().orElse(null);",
        "        Object what = result.getStatus() == TestExecutionResult.Status.FAILED ? (error == null ? new Error(\"failed\") : error) : result.getStatus() == TestExecutionResult.Status.ABORTED ? \"skipped\" : \"passed\";",
        "        if (id.isTest() || what instanceof Throwable) event.test(name(id), what);",
        "      }",
        "    });",
        "    return null;",
        "  }",
        "  private static String method(MethodSource m) { return m.getClassName() + \".\" + m.getMethodName(); }",
        "  private static String name(TestIdentifier id) {",
        "    TestSource source = id.getSource().orElse(null);",
        "    if (!(source instanceof MethodSource)) return source instanceof ClassSource ? ((ClassSource) source).getClassName() : id.getUniqueId();",
        "    List<String> numbers = new ArrayList<>(); Matcher m = NUMBER.matcher(id.getUniqueId()); while (m.find()) numbers.add(m.group(1));",
        "    return method((MethodSource) source) + (numbers.isEmpty() ? \"\" : \"[\" + String.join(\".\", numbers) + \"]\");",
        "  }",
        "}");
}
