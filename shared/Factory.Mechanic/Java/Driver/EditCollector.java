package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.*;
import javax.lang.model.type.*;
import javax.lang.model.util.*;

/** A small change that might be the repair. */
final class Edit {
    final int line;
    final String kind;
    final double prior;
    final String what;
    final List<Change> changes;

    Edit(int line, String kind, double prior, String what, List<Change> changes) {
        this.line = line;
        this.kind = kind;
        this.prior = prior;
        this.what = what;
        this.changes = changes;
    }
}

/** Walks a file's tree with what is in scope, and collects edits on the lines that matter. */
abstract class EditCollector extends TreePathScanner<Void, Void> {
    /** A variable that can be seen. */
    static final class Variable {
        final String name;
        final TypeMirror type;
        final boolean field;

        Variable(String name, TypeMirror type, boolean field) {
            this.name = name;
            this.type = type;
            this.field = field;
        }
    }

    final SourceUnit unit;
    final Trees trees;
    final Types types;
    final Elements elements;
    private final Set<Integer> lines;
    private final Set<String> seen = new HashSet<>();
    private final Deque<List<Variable>> scopes = new ArrayDeque<>();
    final List<Edit> found = new ArrayList<>();
    MethodTree method;
    Set<String> read = Set.of();
    StatementTree statement;

    EditCollector(SourceUnit unit, JavacTask task, Set<Integer> lines) {
        this.unit = unit;
        this.trees = Trees.instance(task);
        this.types = task.getTypes();
        this.elements = task.getElements();
        this.lines = lines;
    }

    // -- collecting

    boolean covered(int from, int to) {
        if (lines == null) return true;
        for (int line = from; line <= Math.min(to, from + 40); line++) if (lines.contains(line)) return true;
        return statement != null && lines.contains(unit.line(statement));
    }

    private boolean ran(Tree node) {
        int last = unit.line(unit.end(node) - 1);
        for (int line = unit.line(node); line <= last; line++) if (lines.contains(line)) return true;
        return false;
    }

    void add(Tree node, String kind, double prior, String what, Change... changes) {
        if (!covered(unit.line(node), unit.line(Math.max(unit.start(node), unit.end(node) - 1)))) return;
        List<Change> all = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        for (Change change : changes) {
            if (change.start < 0 || change.end < change.start || !unit.takes(change.text)) return;
            if (!unit.text.substring(change.start, change.end).equals(change.text)) all.add(change);
            key.append(change.start).append(':').append(change.end).append(':').append(change.text).append('\u001f');
        }
        if (all.isEmpty() || !seen.add(key.toString())) return;
        int first = all.stream().mapToInt(c -> c.start).min().getAsInt();
        found.add(new Edit(Math.max(unit.line(first), Math.min(unit.line(node), unit.line(first))), kind, prior, what, all));
    }

    void replace(Tree node, String kind, double prior, String text) {
        if (unit.has(node)) add(node, kind, prior, shortened(text) + " instead of " + shortened(unit.text(node)), new Change(unit.start(node), unit.end(node), text));
    }

    void swap(Tree node, Tree left, Tree right, String kind, double prior) {
        if (!unit.has(left) || !unit.has(right)) return;
        String a = unit.text(left);
        String b = unit.text(right);
        if (a.equals(b) || a.contains("\n") || b.contains("\n")) return;
        add(node, kind, prior, shortened(a) + " and " + shortened(b) + " swapped", new Change(unit.start(left), unit.end(left), b), new Change(unit.start(right), unit.end(right), a));
    }

    static String shortened(String text) {
        String line = String.join(" ", text.trim().split("\\s+"));
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }

    // -- kinds of types

    TypeMirror type(Tree node) {
        TypeMirror type = node == null ? null : trees.getTypeMirror(new TreePath(getCurrentPath(), node));
        return type == null || type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.NONE ? null : type;
    }

    static boolean primitive(TypeMirror type) {
        return type != null && type.getKind().isPrimitive();
    }

    static boolean integral(TypeMirror type) {
        return type != null && Set.of(TypeKind.INT, TypeKind.LONG, TypeKind.SHORT, TypeKind.BYTE).contains(type.getKind());
    }

    static boolean floating(TypeMirror type) {
        return type != null && (type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.FLOAT);
    }

    static boolean numeric(TypeMirror type) {
        return integral(type) || floating(type) || (type != null && Set.of("java.lang.Integer", "java.lang.Long", "java.lang.Double").contains(type.toString()));
    }

    static boolean bool(TypeMirror type) {
        return type != null && (type.getKind() == TypeKind.BOOLEAN || type.toString().equals("java.lang.Boolean"));
    }

    static boolean reference(TypeMirror type) {
        return type != null && (type.getKind() == TypeKind.DECLARED || type.getKind() == TypeKind.ARRAY || type.getKind() == TypeKind.TYPEVAR);
    }

    static boolean string(TypeMirror type) {
        return type != null && type.toString().equals("java.lang.String");
    }

    boolean is(TypeMirror type, String name) {
        TypeElement element = elements.getTypeElement(name);
        return reference(type) && element != null && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
    }

    /** Whether one may stand where the other stood, as far as is known. */
    boolean fits(TypeMirror candidate, TypeMirror place) {
        if (candidate == null || place == null) return true;
        if (candidate.getKind() == TypeKind.VOID || candidate.getKind() == TypeKind.NULL) return false;
        if (numeric(candidate) && numeric(place)) return true;
        if (primitive(candidate) != primitive(place)) return bool(candidate) && bool(place);
        try {
            return types.isAssignable(types.erasure(candidate), types.erasure(place)) || (!place.toString().equals("java.lang.Object") && types.isAssignable(types.erasure(place), types.erasure(candidate)));
        } catch (IllegalArgumentException unknown) {
            return true;
        }
    }

    /** Values of a type that mean nothing, the likeliest first. */
    List<String> empties(TypeMirror type) {
        if (type == null) return List.of();
        switch (type.getKind()) {
            case BOOLEAN: return List.of("false", "true");
            case INT: case SHORT: case BYTE: return List.of("0", "-1");
            case LONG: return List.of("0L", "-1L");
            case DOUBLE: return List.of("0.0", "Double.NaN");
            case FLOAT: return List.of("0f");
            case CHAR: return List.of("' '");
            case ARRAY: return List.of("new " + ((ArrayType) type).getComponentType().toString().replaceAll("<.*>", "").replace("java.lang.", "") + "[0]", "null");
            case DECLARED: break;
            default: return List.of("null");
        }
        if (string(type)) return List.of("\"\"", "null");
        if (is(type, "java.util.Optional")) return List.of("java.util.Optional.empty()");
        if (types.erasure(type).toString().equals("java.util.List") || types.erasure(type).toString().equals("java.util.Collection")) return List.of("new java.util.ArrayList<>()", "java.util.List.of()");
        if (types.erasure(type).toString().equals("java.util.Set")) return List.of("new java.util.LinkedHashSet<>()");
        if (types.erasure(type).toString().equals("java.util.Map")) return List.of("new java.util.LinkedHashMap<>()");
        if (type.toString().equals("java.lang.Integer")) return List.of("0", "null");
        if (type.toString().equals("java.lang.Boolean")) return List.of("false", "true");
        return List.of("null");
    }

    // -- scope

    List<Variable> variables() {
        List<Variable> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Variable> scope : scopes) {
            for (int i = scope.size() - 1; i >= 0; i--) if (names.add(scope.get(i).name)) all.add(scope.get(i));
        }
        return all;
    }

    Variable variable(String name) {
        return variables().stream().filter(v -> v.name.equals(name)).findFirst().orElse(null);
    }

    private void declare(VariableTree node) {
        if (!scopes.isEmpty()) scopes.peek().add(new Variable(node.getName().toString(), type(node), false));
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        List<Variable> fields = new ArrayList<>();
        Element element = trees.getElement(getCurrentPath());
        if (element instanceof TypeElement) {
            for (Element member : elements.getAllMembers((TypeElement) element)) {
                if (member.getKind().isField() && !member.getSimpleName().contentEquals("this") && !member.getSimpleName().contentEquals("super")) fields.add(new Variable(member.getSimpleName().toString(), member.asType(), true));
            }
        } else {
            for (Tree member : node.getMembers()) if (member instanceof VariableTree) fields.add(new Variable(((VariableTree) member).getName().toString(), type(member), true));
        }
        Collections.reverse(fields);
        scopes.push(fields);
        MethodTree outer = method;
        method = null;
        super.visitClass(node, unused);
        method = outer;
        scopes.pop();
        return null;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        // A large file is mostly methods that no failing test came through.
        if (lines != null && unit.has(node) && !ran(node)) return null;
        MethodTree outer = method;
        Set<String> outerRead = read;
        method = node;
        read = names(node.getBody());
        scopes.push(new ArrayList<>());
        super.visitMethod(node, unused);
        scopes.pop();
        method = outer;
        read = outerRead;
        return null;
    }

    @Override
    public Void visitBlock(BlockTree node, Void unused) {
        return inner(() -> super.visitBlock(node, unused));
    }

    @Override
    public Void visitForLoop(ForLoopTree node, Void unused) {
        return inner(() -> super.visitForLoop(node, unused));
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
        return inner(() -> super.visitEnhancedForLoop(node, unused));
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
        return inner(() -> super.visitLambdaExpression(node, unused));
    }

    @Override
    public Void visitCatch(CatchTree node, Void unused) {
        return inner(() -> super.visitCatch(node, unused));
    }

    @Override
    public Void visitVariable(VariableTree node, Void unused) {
        super.visitVariable(node, unused);
        if (!(getCurrentPath().getParentPath().getLeaf() instanceof ClassTree)) declare(node);
        return null;
    }

    private Void inner(Runnable walk) {
        scopes.push(new ArrayList<>());
        walk.run();
        scopes.pop();
        return null;
    }

    @Override
    public Void scan(Tree node, Void unused) {
        StatementTree outer = statement;
        if (node instanceof StatementTree && !(node instanceof BlockTree) && !(node instanceof ClassTree)) statement = (StatementTree) node;
        super.scan(node, unused);
        statement = outer;
        return null;
    }

    static Set<String> names(Tree node) {
        Set<String> names = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void unused) {
                names.add(identifier.getName().toString());
                return null;
            }
        }.scan(node, null);
        return names;
    }
}
