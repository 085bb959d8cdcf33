package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;

/** A change of a text: replaces from start up to, but not including, end. */
final class Change {
    final int start;
    final int end;
    final String text;

    Change(int start, int end, String text) {
        this.start = start;
        this.end = end;
        this.text = text;
    }

    /** The text with these changes; null where two want the same place. What is put in at one place stands in the order given. */
    static String apply(String text, List<Change> changes) {
        List<Change> ordered = new ArrayList<>(changes);
        // What closes comes before what begins at the same place.
        ordered.sort(Comparator.<Change>comparingInt(c -> c.start).thenComparingInt(c -> c.end).thenComparing(c -> !c.text.equals("}")));
        StringBuilder result = new StringBuilder(text.length() + 256);
        int at = 0;
        for (Change change : ordered) {
            if (change.start < at) return null;
            result.append(text, at, change.start).append(change.text);
            at = change.end;
        }
        return result.append(text, at, text.length()).toString();
    }
}

/** Where probes go in a source file: inserted text never adds a line, so that all lines stay what they were. */
final class Instrumentation extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final boolean test;

    /** Gets the line of each place, numbered from where the list ended before. */
    private final List<Integer> places;
    private final int first;

    final List<Change> changes = new ArrayList<>();

    /** Where constants are set that other classes may have taken in. */
    final List<int[]> constants = new ArrayList<>();

    /** Lines that run when a class is made or set up, which probes cannot see. */
    final Set<Integer> setUp = new TreeSet<>();

    private Instrumentation(CompilationUnitTree unit, SourcePositions positions, boolean test, List<Integer> places, int first) {
        this.unit = unit;
        this.positions = positions;
        this.test = test;
        this.places = places;
        this.first = first;
    }

    /** @param places null for probes that only end what does not end. */
    static Instrumentation of(CompilationUnitTree unit, SourcePositions positions, boolean test, List<Integer> places, int first) {
        Instrumentation found = new Instrumentation(unit, positions, test, places, first);
        found.scan(unit, null);
        return found;
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private void insert(int at, String text) {
        if (at >= 0) changes.add(new Change(at, at, text));
    }

    private String probe(Tree tree) {
        if (test) return places == null ? "" : "factoryprobe.Probe.step();";
        if (places == null) return "";
        places.add((int) unit.getLineMap().getLineNumber(start(tree)));
        return "factoryprobe.Probe.hit(" + (first + places.size() - 1) + ");";
    }

    private void statements(List<? extends StatementTree> statements) {
        for (StatementTree statement : statements) {
            if (statement instanceof ClassTree || isConstructorCall(statement) || start(statement) < 0) continue;
            String probe = probe(statement);
            if (!probe.isEmpty()) insert(start(statement), probe);
        }
    }

    private static boolean isConstructorCall(StatementTree statement) {
        if (!(statement instanceof ExpressionStatementTree) || !(((ExpressionStatementTree) statement).getExpression() instanceof MethodInvocationTree)) return false;
        String called = ((MethodInvocationTree) ((ExpressionStatementTree) statement).getExpression()).getMethodSelect().toString();
        return called.equals("super") || called.equals("this") || called.endsWith(".super");
    }

    /** A statement that is a body by itself gets braces. */
    private void body(StatementTree body, boolean loop) {
        if (body == null || start(body) < 0 || end(body) < 0) return;
        String tick = loop ? "factoryprobe.Probe.tick();" : "";
        if (body instanceof BlockTree) {
            if (loop) insert(start(body) + 1, tick);
            return;
        }
        String probe = body instanceof EmptyStatementTree ? "" : probe(body);
        if (tick.isEmpty() && probe.isEmpty()) return;
        insert(start(body), "{" + tick + probe);
        insert(end(body), "}");
    }

    @Override
    public Void visitBlock(BlockTree node, Void unused) {
        statements(node.getStatements());
        return super.visitBlock(node, unused);
    }

    @Override
    public Void visitCase(CaseTree node, Void unused) {
        if (node.getStatements() != null) statements(node.getStatements());
        return super.visitCase(node, unused);
    }

    @Override
    public Void visitIf(IfTree node, Void unused) {
        body(node.getThenStatement(), false);
        body(node.getElseStatement(), false);
        return super.visitIf(node, unused);
    }

    @Override
    public Void visitForLoop(ForLoopTree node, Void unused) {
        body(node.getStatement(), true);
        return super.visitForLoop(node, unused);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
        body(node.getStatement(), true);
        return super.visitEnhancedForLoop(node, unused);
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree node, Void unused) {
        body(node.getStatement(), true);
        return super.visitWhileLoop(node, unused);
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree node, Void unused) {
        body(node.getStatement(), true);
        return super.visitDoWhileLoop(node, unused);
    }

    @Override
    public Void visitVariable(VariableTree node, Void unused) {
        if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree && node.getInitializer() != null && start(node) >= 0) {
            if (node.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.FINAL)) constants.add(new int[] {start(node), end(node)});
            LineMap lines = unit.getLineMap();
            for (long line = lines.getLineNumber(start(node)); line <= lines.getLineNumber(Math.max(start(node), end(node) - 1)); line++) setUp.add((int) line);
        }
        return super.visitVariable(node, unused);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        String called = node.getMethodSelect().toString();
        if (called.equals("System.exit") || called.equals("java.lang.System.exit") || called.equals("Runtime.getRuntime().exit") || called.equals("Runtime.getRuntime().halt")) {
            changes.add(new Change(start(node.getMethodSelect()), end(node.getMethodSelect()), "factoryprobe.Probe.exit"));
        }
        return super.visitMethodInvocation(node, unused);
    }

    /** A candidate's text with probes where they still fit. */
    static String merged(String text, List<Change> probes, List<Change> edit) {
        List<Change> all = new ArrayList<>();
        for (Change probe : probes) {
            boolean fits = true;
            for (Change change : edit) {
                fits &= probe.start == probe.end ? probe.start <= change.start || probe.start >= change.end : probe.end <= change.start || probe.start >= change.end;
            }
            if (fits) all.add(probe);
        }
        all.addAll(edit);
        return Change.apply(text, all);
    }
}
