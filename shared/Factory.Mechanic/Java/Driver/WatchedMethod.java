package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.lang.reflect.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;

/** The outermost method around a place, so that its calls can be told and made again. */
final class WatchedMethod {
    final String path;
    final String type;
    final String name;
    final boolean isStatic;
    private final List<String> parameterTypes;
    private final List<String> parameters;

    /** In characters, behind the brace that opens it. */
    final int begin;

    private WatchedMethod(String path, String type, MethodTree method, int begin) {
        this.path = path;
        this.type = type;
        this.name = method.getName().toString();
        this.isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
        this.parameterTypes = method.getParameters().stream().map(p -> p.getType().toString().replaceAll("<.*>", "").replaceAll("^.*\\.", "").replace("...", "[]")).collect(Collectors.toList());
        this.parameters = method.getParameters().stream().map(p -> p.getName().toString()).collect(Collectors.toList());
        this.begin = begin;
    }

    /** Null where there is none that can be called: constructors, what is between methods. */
    static WatchedMethod at(String path, CompilationUnitTree unit, SourcePositions positions, int place) {
        WatchedMethod[] found = new WatchedMethod[1];
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree node, Void unused) {
                boolean around = positions.getStartPosition(unit, node) <= place && place <= positions.getEndPosition(unit, node);
                // What is within another method is reached through that.
                if (!around || found[0] != null || node.getBody() == null || node.getReturnType() == null) return null;
                String within = classOf(getCurrentPath(), unit);
                if (within != null) found[0] = new WatchedMethod(path, within, node, (int) positions.getStartPosition(unit, node.getBody()) + 1);
                return null;
            }
        }.scan(unit, null);
        return found[0];
    }

    private static String classOf(TreePath path, CompilationUnitTree unit) {
        List<String> names = new ArrayList<>();
        for (TreePath at = path.getParentPath(); at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof ClassTree) names.add(0, ((ClassTree) at.getLeaf()).getSimpleName().toString());
            else if (!(at.getLeaf() instanceof CompilationUnitTree)) return null;
        }
        return (unit.getPackageName() == null ? "" : unit.getPackageName() + ".") + String.join("$", names);
    }

    String key() {
        return type + "." + name + parameterTypes;
    }

    /** What tells each call. */
    String probe() {
        return "factoryprobe.Probe.call(\"" + key().replace("\\", "") + "\", " + (isStatic ? "null" : "this") + ", new Object[] {" + String.join(", ", parameters) + "});";
    }

    /** Null where it is not there any more, or cannot be told from others of its name. */
    Method in(ClassLoader loader) throws ClassNotFoundException {
        List<Method> same = Arrays.stream(Class.forName(type, true, loader).getDeclaredMethods()).filter(m -> m.getName().equals(name) && !m.isSynthetic() && m.getParameterCount() == parameters.size()).collect(Collectors.toList());
        if (same.size() > 1) same.removeIf(m -> !Arrays.stream(m.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.toList()).equals(parameterTypes));
        if (same.size() != 1) return null;
        same.get(0).setAccessible(true);
        return same.get(0);
    }
}
