package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.*;

/** Edits that use what is declared and never read in its file: who wrote it meant it for something. */
class UnusedEdits extends FlowEdits {
    private static final int MOST_UNUSED = 4;
    private static final int MOST_BESIDE = 8;

    /** Constants of the file that nothing reads, with their types; conditions by their text, with where they stand. */
    private final List<Variable> constants = new ArrayList<>();
    private final Map<String, ExpressionTree> tests = new LinkedHashMap<>();

    UnusedEdits(SourceUnit unit, JavacTask task, Set<Integer> lines, Told told) {
        super(unit, task, lines, told);
        Map<String, TreePath> declared = new LinkedHashMap<>();
        Set<String> read = new HashSet<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree node, Void unused) {
                if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree && node.getModifiers().getFlags().contains(Modifier.FINAL) && node.getInitializer() != null) declared.put(node.getName().toString(), getCurrentPath());
                return super.visitVariable(node, unused);
            }

            @Override
            public Void visitIdentifier(IdentifierTree node, Void unused) {
                read.add(node.getName().toString());
                return null;
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree node, Void unused) {
                read.add(node.getIdentifier().toString());
                return super.visitMemberSelect(node, unused);
            }

            @Override
            public Void visitIf(IfTree node, Void unused) {
                test(node.getCondition());
                return super.visitIf(node, unused);
            }

            @Override
            public Void visitConditionalExpression(ConditionalExpressionTree node, Void unused) {
                test(node.getCondition());
                return super.visitConditionalExpression(node, unused);
            }

            @Override
            public Void visitBinary(BinaryTree node, Void unused) {
                if (node.getKind() == Tree.Kind.CONDITIONAL_AND || node.getKind() == Tree.Kind.CONDITIONAL_OR) {
                    test(node.getLeftOperand());
                    test(node.getRightOperand());
                }
                return super.visitBinary(node, unused);
            }
        }.scan(new TreePath(unit.tree), null);
        declared.forEach((name, path) -> {
            if (!read.contains(name) && constants.size() < MOST_UNUSED) constants.add(new Variable(name, trees.getTypeMirror(path), true));
        });
    }

    private void test(ExpressionTree node) {
        ExpressionTree inner = node instanceof ParenthesizedTree ? ((ParenthesizedTree) node).getExpression() : node;
        if (unit.has(inner) && unit.text(inner).length() <= 60 && !unit.text(inner).contains("\n")) tests.putIfAbsent(unit.text(inner), inner);
    }

    /** Constants that nothing reads, and what the method in hand is given and never looks at. */
    private List<Variable> unused() {
        List<Variable> all = new ArrayList<>(constants);
        if (method != null) for (VariableTree parameter : method.getParameters()) if (!read.contains(parameter.getName().toString())) all.add(new Variable(parameter.getName().toString(), type(parameter), false));
        return all;
    }

    private boolean alike(TypeMirror left, TypeMirror right) {
        return left != null && right != null && (numeric(left) ? numeric(right) : !numeric(right) && fits(left, right));
    }

    @Override
    public Void visitLiteral(LiteralTree node, Void nothing) {
        if (unit.has(node) && method != null && (node.getValue() instanceof Number || node.getValue() instanceof String)) for (Variable one : unused()) if (alike(one.type, type(node))) replace(node, "constant", 0.35, one.name);
        return super.visitLiteral(node, nothing);
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void nothing) {
        String name = node.getName().toString();
        if (unit.has(node) && method != null && name.equals(name.toUpperCase(Locale.ROOT))) for (Variable one : constants) if (alike(one.type, type(node))) replace(node, "variable", 0.4 * (0.6 + 0.4 * EditTables.similarity(one.name, name)), one.name);
        return super.visitIdentifier(node, nothing);
    }

    /** The comparison once more with the unused name, alone or for a case that is told apart elsewhere. */
    void unusedIn(ExpressionTree node) {
        ExpressionTree condition = node instanceof ParenthesizedTree ? ((ParenthesizedTree) node).getExpression() : node;
        if (method == null || !unit.has(condition) || unit.text(condition).length() > 120) return;
        String text = unit.text(condition);
        boolean either = condition instanceof BinaryTree && spelled(condition).equals("||");
        for (Variable one : unused()) {
            for (String compared : compared(condition, one)) {
                for (String beside : apart(text)) replace(condition, "added-condition", 0.35, text + " || (" + beside + " && " + compared + ")");
                replace(condition, "added-condition", 0.3, text + " || " + compared);
                replace(condition, "added-condition", 0.25, (either ? "(" + text + ")" : text) + " && " + compared);
            }
            if (!is(one.type, "java.util.Collection")) continue;
            Stream.concat(names(condition).stream(), method.getParameters().stream().map(p -> p.getName().toString())).filter(n -> variable(n) != null && !variable(n).field).distinct().limit(3).forEach(asked -> {
                replace(condition, "added-condition", 0.25, text + " || " + one.name + ".contains(" + asked + ")");
                replace(condition, "added-condition", 0.25, (either ? "(" + text + ")" : text) + " && !" + one.name + ".contains(" + asked + ")");
            });
        }
    }

    private List<String> compared(ExpressionTree condition, Variable one) {
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitBinary(BinaryTree node, Void nothing) {
                if (EditTables.compares(spelled(node)) && unit.has(node) && found.size() < 2) {
                    ExpressionTree left = node.getLeftOperand();
                    ExpressionTree right = node.getRightOperand();
                    if (constant(right) && alike(one.type, type(right))) found.add(unit.text(left) + " " + spelled(node) + " " + one.name);
                    else if (constant(left) && alike(one.type, type(left))) found.add(one.name + " " + spelled(node) + " " + unit.text(right));
                }
                return super.visitBinary(node, nothing);
            }
        }.scan(condition, null);
        return found;
    }

    private static boolean constant(ExpressionTree node) {
        String name = node instanceof MemberSelectTree ? ((MemberSelectTree) node).getIdentifier().toString() : node.toString();
        return node instanceof LiteralTree || (node instanceof IdentifierTree || node instanceof MemberSelectTree) && name.equals(name.toUpperCase(Locale.ROOT));
    }

    /** Conditions that stand elsewhere in the file, those of the same method first; the compiler refuses what is not known here. */
    private List<String> apart(String text) {
        Set<String> here = variables().stream().map(v -> v.name).collect(Collectors.toSet());
        return tests.entrySet().stream().filter(t -> !text.contains(t.getKey()) && names(t.getValue()).stream().filter(n -> Character.isLowerCase(n.charAt(0))).allMatch(here::contains))
            .sorted(Comparator.comparing(t -> unit.start(t.getValue()) < unit.start(method) || unit.end(t.getValue()) > unit.end(method)))
            .map(t -> t.getValue() instanceof BinaryTree && spelled(t.getValue()).equals("||") || t.getValue() instanceof ConditionalExpressionTree ? "(" + t.getKey() + ")" : t.getKey()).limit(MOST_BESIDE).collect(Collectors.toList());
    }
}
