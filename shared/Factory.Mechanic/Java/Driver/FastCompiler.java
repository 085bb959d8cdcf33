package factory;

import com.sun.tools.javac.api.JavacTaskPool;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import javax.tools.*;

/** Compiles one candidate after another against the same classes, in a compiler that remembers what it has read of the libraries: some times quicker than a new one for each. */
final class FastCompiler {
    private final JavacTaskPool pool = new JavacTaskPool(1);
    private final Map<String, byte[]> made = new LinkedHashMap<>();
    private final MemoryFiles files;
    private final List<String> options;

    FastCompiler(Collection<Path> jars, List<String> options, Map<String, byte[]> known) throws IOException {
        StandardJavaFileManager standard = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);
        standard.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
        standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        this.files = new MemoryFiles(standard, known, made);
        this.options = options;
    }

    /** The new classes, or null where it does not compile. */
    Map<String, byte[]> compile(Collection<SourceObject> sources) {
        made.clear();
        boolean compiled = pool.getTask(Writer.nullWriter(), files, d -> { }, options, null, sources, task -> task.call());
        return compiled ? new LinkedHashMap<>(made) : null;
    }
}
