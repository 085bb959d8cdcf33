package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.*;

/** Edits that put another value in a value's place: numbers that people named, bounds, parts of a sequence, what stands beside. */
class ValueEdits extends Edits {
    private static final Map<Long, long[]> ALIKE = Map.ofEntries(Map.entry(1000L, new long[] {1024}), Map.entry(1024L, new long[] {1000}), Map.entry(60L, new long[] {3600, 24}), Map.entry(24L, new long[] {60}),
        Map.entry(100L, new long[] {1000}), Map.entry(30L, new long[] {31}), Map.entry(31L, new long[] {30}), Map.entry(365L, new long[] {366}), Map.entry(255L, new long[] {256}), Map.entry(256L, new long[] {255}),
        Map.entry(16L, new long[] {10, 8}), Map.entry(8L, new long[] {16}), Map.entry(400L, new long[] {100}));

    /** Literals that the report tells. */
    final Told told;

    /** Names of the method in hand that sums, lengths and loops work with; containers that something is put into; names that are set. */
    private Set<String> grown = Set.of();
    private Map<String, Integer> stores = Map.of();

    ValueEdits(SourceUnit unit, JavacTask task, Set<Integer> lines, Told told) {
        super(unit, task, lines);
        this.told = told;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        Set<String> outerGrown = grown;
        Map<String, Integer> outerStores = stores;
        grown = new HashSet<>();
        stores = new HashMap<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                if (call.getMethodSelect() instanceof MemberSelectTree) {
                    MemberSelectTree select = (MemberSelectTree) call.getMethodSelect();
                    if (Set.of("add", "addAll", "put", "push", "append", "offer", "addFirst", "addLast").contains(select.getIdentifier().toString())) grown.add(select.getExpression().toString());
                }
                return super.visitMethodInvocation(call, unused);
            }

            @Override
            public Void visitAssignment(AssignmentTree assignment, Void unused) {
                stores.merge(assignment.getVariable().toString(), 1, Integer::sum);
                return super.visitAssignment(assignment, unused);
            }
        }.scan(node.getBody(), null);
        super.visitMethod(node, unused);
        grown = outerGrown;
        stores = outerStores;
        return null;
    }

    private boolean recursive(ExpressionTree called) {
        String name = called.toString();
        return method != null && (name.equals(method.getName().toString()) || name.endsWith("." + method.getName()));
    }

    private Stream<Variable> locals() {
        return variables().stream().filter(v -> !v.field);
    }

    private boolean parameter(String name) {
        return method != null && method.getParameters().stream().anyMatch(p -> p.getName().contentEquals(name));
    }

    @Override
    public Void visitLiteral(LiteralTree node, Void unused) {
        if (unit.has(node) && method != null && node.getValue() instanceof Number && !unit.text(node).startsWith("0x")) {
            String suffix = node.getValue() instanceof Long ? "L" : "";
            boolean whole = node.getValue() instanceof Integer || node.getValue() instanceof Long;
            // One more or one less is likelier than that, and is thought of as such.
            for (String other : told.numbers) if (!whole || !other.contains(".") && Math.abs(Long.parseLong(other) - ((Number) node.getValue()).longValue()) > 1) if (!other.equals(unit.text(node))) replace(node, "constant", 0.3, other + suffix);
            if (whole) for (long other : ALIKE.getOrDefault(((Number) node.getValue()).longValue(), new long[0])) replace(node, "constant", 0.15, other + suffix);
            variables().stream().filter(v -> v.field && numeric(v.type) && v.name.equals(v.name.toUpperCase(Locale.ROOT))).limit(6).forEach(v -> replace(node, "constant", 0.15, v.name));
            variables().stream().filter(v -> v.field && numeric(v.type) && !v.name.equals(v.name.toUpperCase(Locale.ROOT))).limit(4).forEach(v -> replace(node, "constant", 0.06, v.name));
        } else if (unit.has(node) && method == null && node.getValue() instanceof Number) {
            for (String other : told.numbers) if (!other.equals(unit.text(node))) replace(node, "constant", 0.3, other);
            if (node.getValue() instanceof Integer) for (long other : ALIKE.getOrDefault(((Number) node.getValue()).longValue(), new long[0])) replace(node, "constant", 0.15, String.valueOf(other));
        }
        if (unit.has(node) && node.getValue() instanceof String && !unit.text(node).startsWith("\"\"\"") && !(parent() instanceof AnnotationTree)) {
            for (String other : told.texts) if (!other.equals(unit.text(node))) replace(node, "text", 0.08 + 0.12 * EditTables.similarity(other, unit.text(node)), other);
        } else if (unit.has(node) && node.getKind() == Tree.Kind.NULL_LITERAL && parent() instanceof ReturnTree && method != null && string(type(method.getReturnType()))) {
            for (String other : told.results()) replace(node, "returned-value", 0.1, other);
        }
        return super.visitLiteral(node, unused);
    }

    @Override
    public Void visitReturn(ReturnTree node, Void unused) {
        ExpressionTree value = node.getExpression();
        if (unit.has(value) && method != null) {
            truth(value);
            elements(value);
            atLeast(value);
        }
        return super.visitReturn(node, unused);
    }

    /** True or false, where the answer lies in what was counted or collected. */
    private void truth(ExpressionTree value) {
        if (!(value instanceof LiteralTree) || !(((LiteralTree) value).getValue() instanceof Boolean)) return;
        boolean yes = (Boolean) ((LiteralTree) value).getValue();
        locals().filter(v -> !parameter(v.name)).limit(6).forEach(v -> {
            if (numeric(v.type)) replace(value, "returned-value", 0.12, v.name + (yes ? " == 0" : " != 0"));
            else if (is(v.type, "java.util.Collection")) replace(value, "returned-value", 0.12, (yes ? "" : "!") + v.name + ".isEmpty()");
        });
    }

    /** An empty list, where one of what came in was meant. */
    private void elements(ExpressionTree value) {
        if (!(value instanceof NewClassTree) || !((NewClassTree) value).getArguments().isEmpty() || !is(type(value), "java.util.List")) return;
        for (VariableTree parameter : method.getParameters()) {
            if (primitive(type(parameter)) || string(type(parameter))) replace(value, "returned-value", 0.12, "new java.util.ArrayList<>(java.util.Arrays.asList(" + parameter.getName() + "))");
        }
        replace(value, "returned-value", 0.12, "new java.util.ArrayList<>(java.util.Arrays.asList(new java.util.ArrayList<>()))");
    }

    private void atLeast(ExpressionTree value) {
        if (value instanceof BinaryTree && Set.of("+", "-").contains(spelled(value)) && numeric(type(value)) && !unit.text(value).contains("\n")) replace(value, "missing-call", 0.13, "Math.max(0, " + unit.text(value) + ")");
    }

    @Override
    public Void visitAssignment(AssignmentTree node, Void unused) {
        ExpressionTree value = node.getExpression();
        String target = node.getVariable().toString();
        if (unit.has(node) && method != null && node.getVariable() instanceof IdentifierTree && numeric(type(node.getVariable())) && !(value instanceof LiteralTree) && !unit.text(value).startsWith("Math.m")) {
            replace(value, "missing-call", 0.16, "Math.max(" + target + ", " + unit.text(value) + ")");
            replace(value, "missing-call", 0.14, "Math.min(" + target + ", " + unit.text(value) + ")");
            atLeast(value);
        }
        return super.visitAssignment(node, unused);
    }

    @Override
    public Void visitBinary(BinaryTree node, Void unused) {
        if (unit.has(node)) smallSizes(node);
        return super.visitBinary(node, unused);
    }

    /** What holds for nothing may hold for one as well. */
    private void smallSizes(BinaryTree node) {
        if (!spelled(node).equals("==") || !(node.getRightOperand() instanceof LiteralTree) || !Objects.equals(((LiteralTree) node.getRightOperand()).getValue(), 0)) return;
        String text = unit.text(node.getLeftOperand());
        replace(node, "comparison", text.endsWith("size()") || text.endsWith("length") || text.endsWith("length()") ? 0.25 : 0.1, text + " <= 1");
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void unused) {
        if (unit.has(node) && method != null && parent() instanceof BinaryTree && numeric(type(node)) && Set.of("+", "-", "*", "/").contains(spelled(parent()))) {
            String name = node.getName().toString();
            replace(node, "dropped-operand", 0.05, "(" + name + " * " + name + ")");
        }
        return super.visitIdentifier(node, unused);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        if (unit.has(node) && method != null) {
            instead(node);
            if (recursive(node.getMethodSelect())) rest(node);
        }
        return super.visitMethodInvocation(node, unused);
    }

    /** A value that is worked out anew, where one that has a name was meant, or what is handed to it. */
    private void instead(MethodInvocationTree node) {
        if (parent() instanceof ExpressionStatementTree || unit.text(node).length() > 80) return;
        TypeMirror type = type(node);
        boolean self = recursive(node.getMethodSelect());
        if (node.getArguments().size() <= 3) {
            for (ExpressionTree argument : node.getArguments()) if (unit.has(argument) && fits(type(argument), type)) replace(node, "dropped-call", self ? 0.15 : 0.06, simple(argument) ? unit.text(argument) : "(" + unit.text(argument) + ")");
        }
        if (!(parent() instanceof MemberSelectTree)) locals().filter(v -> type != null && fits(v.type, type)).limit(8).forEach(v -> replace(node, "variable", read.contains(v.name) ? 0.04 : 0.25, v.name));
    }

    /** Of a call of the method itself: the rest of a sequence, what is left of a number, one more and one less. */
    private void rest(MethodInvocationTree node) {
        for (ExpressionTree argument : node.getArguments()) {
            if (!unit.has(argument)) continue;
            nudge(argument, 0.36);
            TypeMirror type = type(argument);
            String text = unit.text(argument);
            if (!(argument instanceof IdentifierTree)) continue;
            if (string(type)) replace(argument, "slice", 0.2, text + ".substring(1)");
            else if (is(type, "java.util.List")) replace(argument, "slice", 0.15, text + ".subList(1, " + text + ".size())");
            if (!integral(type) && !"java.lang.Integer".equals(String.valueOf(type))) continue;
            locals().filter(v -> !v.name.equals(text) && !parameter(v.name) && numeric(v.type)).limit(5).forEach(v -> {
                replace(argument, "added-operand", 0.1, text + " - " + v.name);
                replace(argument, "added-operand", 0.06, text + " + " + v.name);
            });
        }
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
        ExpressionTree over = node.getExpression();
        if (unit.has(over) && method != null && is(type(over), "java.util.List")) {
            String text = unit.text(over);
            replace(over, "slice", 0.12, text + ".subList(1, " + text + ".size())");
            for (VariableTree parameter : method.getParameters()) {
                if (!integral(type(parameter))) continue;
                replace(over, "slice", 0.1, text + ".subList(" + parameter.getName() + ", " + text + ".size())");
                replace(over, "slice", 0.06, text + ".subList(0, " + parameter.getName() + ")");
            }
        }
        return super.visitEnhancedForLoop(node, unused);
    }

    /** Statements that the method seems to want in a block: what is emptied and never filled, what a loop waits for and never sets. */
    List<String> wanted(StatementTree place, boolean loop) {
        List<String> found = new ArrayList<>();
        Set<String> used = names(place);
        for (Variable variable : variables()) {
            if (variable.field || parameter(variable.name) && !is(variable.type, "java.util.Set")) continue;
            if (is(variable.type, "java.util.Collection") && !grown.contains(variable.name)) {
                locals().filter(v -> used.contains(v.name) && !v.name.equals(variable.name)).limit(3).forEach(v -> found.add(variable.name + ".add(" + v.name + ");"));
            } else if (loop && read.contains(variable.name) && !stores.containsKey(variable.name) && !is(variable.type, "java.util.Collection")) {
                locals().filter(v -> used.contains(v.name) && !v.name.equals(variable.name) && v.type != null && variable.type != null && v.type.toString().equals(variable.type.toString())).limit(4).forEach(v -> found.add(variable.name + " = " + v.name + ";"));
            }
        }
        return found.size() > 8 ? found.subList(0, 8) : found;
    }
}
