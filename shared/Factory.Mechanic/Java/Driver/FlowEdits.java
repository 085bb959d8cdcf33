package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.*;

/**
 * Edits of what a statement does with its value, and of what a method leaves as it was: a result that is kept instead of given back, the other way round, a variable
 * that may be nothing, and a field that should have been emptied.
 */
class FlowEdits extends ValueEdits {
    private static final int MOST_RESETS = 6;

    /** Statements of the class in hand that empty a field or begin it anew, by their text; fields that each method touches. */
    private Map<String, String> resets = Map.of();
    private Map<MethodTree, Set<String>> touched = Map.of();

    FlowEdits(SourceUnit unit, JavacTask task, Set<Integer> lines, Told told) {
        super(unit, task, lines, told);
    }

    static boolean leaves(StatementTree statement) {
        if (statement instanceof BlockTree) {
            List<? extends StatementTree> inner = ((BlockTree) statement).getStatements();
            return !inner.isEmpty() && leaves(inner.get(inner.size() - 1));
        }
        return statement instanceof ReturnTree || statement instanceof ThrowTree || statement instanceof BreakTree || statement instanceof ContinueTree;
    }

    /** One more statement in front of another, on a line of its own. */
    void before(StatementTree place, String kind, double prior, String text) {
        if (!unit.has(place)) return;
        int at = unit.start(place);
        String gap = unit.isFirstOnLine(at) ? unit.newLine() + unit.indentation(at) : " ";
        add(place, kind, prior, shortened(text), new Change(at, at, text.replace("\n", unit.newLine() + unit.indentation(at)) + gap));
    }

    void after(StatementTree place, String kind, double prior, String text) {
        if (!unit.has(place)) return;
        int at = unit.end(place);
        String gap = unit.isFirstOnLine(unit.start(place)) ? unit.newLine() + unit.indentation(unit.start(place)) : " ";
        add(place, kind, prior, shortened(text), new Change(at, at, gap + text.replace("\n", unit.newLine() + unit.indentation(unit.start(place)))));
    }

    boolean insideLoop() {
        for (TreePath path = getCurrentPath(); path != null && !(path.getLeaf() instanceof MethodTree) && !(path.getLeaf() instanceof LambdaExpressionTree); path = path.getParentPath()) {
            if (path.getLeaf() instanceof ForLoopTree || path.getLeaf() instanceof EnhancedForLoopTree || path.getLeaf() instanceof WhileLoopTree || path.getLeaf() instanceof DoWhileLoopTree) return true;
        }
        return false;
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        Map<String, String> outerResets = resets;
        Map<MethodTree, Set<String>> outerTouched = touched;
        Set<String> fields = new HashSet<>();
        for (Tree member : node.getMembers()) if (member instanceof VariableTree && !((VariableTree) member).getModifiers().getFlags().contains(Modifier.STATIC)) fields.add(((VariableTree) member).getName().toString());
        resets = new LinkedHashMap<>();
        touched = new LinkedHashMap<>();
        // Of several for one field that of a method comes before that of the constructor.
        List<Tree> members = new ArrayList<>(node.getMembers());
        members.sort(Comparator.comparing(m -> m instanceof MethodTree && ((MethodTree) m).getReturnType() == null));
        for (Tree member : members) {
            if (!(member instanceof MethodTree)) continue;
            Set<String> used = touchedBy(member);
            used.retainAll(fields);
            if (((MethodTree) member).getReturnType() != null) touched.put((MethodTree) member, used);
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitExpressionStatement(ExpressionStatementTree statement, Void unused) {
                    String field = reset(statement);
                    if (field != null && fields.contains(field) && unit.has(statement)) resets.putIfAbsent(unit.text(statement), field);
                    return null;
                }
            }.scan(member, null);
        }
        super.visitClass(node, unused);
        resets = outerResets;
        touched = outerTouched;
        return null;
    }

    /** Names that stand alone or behind this. */
    private static Set<String> touchedBy(Tree node) {
        Set<String> found = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void unused) {
                found.add(identifier.getName().toString());
                return null;
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                if (!(call.getMethodSelect() instanceof IdentifierTree)) scan(call.getMethodSelect(), null);
                return scan(call.getArguments(), null);
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                if (select.getExpression().toString().equals("this")) found.add(select.getIdentifier().toString());
                return super.visitMemberSelect(select, unused);
            }
        }.scan(node, null);
        return found;
    }

    /** The field that a statement empties or begins anew; null for other statements. */
    private static String reset(ExpressionStatementTree statement) {
        ExpressionTree expression = statement.getExpression();
        if (expression instanceof MethodInvocationTree && ((MethodInvocationTree) expression).getArguments().isEmpty()) {
            ExpressionTree called = ((MethodInvocationTree) expression).getMethodSelect();
            return called instanceof MemberSelectTree && ((MemberSelectTree) called).getIdentifier().contentEquals("clear") ? field(((MemberSelectTree) called).getExpression()) : null;
        }
        if (!(expression instanceof AssignmentTree)) return null;
        ExpressionTree value = ((AssignmentTree) expression).getExpression();
        boolean empty = value instanceof LiteralTree && (((LiteralTree) value).getValue() == null || Set.of("0", "false", "").contains(String.valueOf(((LiteralTree) value).getValue()))) || value instanceof NewClassTree && ((NewClassTree) value).getArguments().isEmpty();
        return empty ? field(((AssignmentTree) expression).getVariable()) : null;
    }

    private static String field(ExpressionTree node) {
        if (node instanceof IdentifierTree) return ((IdentifierTree) node).getName().toString();
        return node instanceof MemberSelectTree && ((MemberSelectTree) node).getExpression().toString().equals("this") ? ((MemberSelectTree) node).getIdentifier().toString() : null;
    }

    /** All of this that can be said of a statement in its block. */
    void flow(StatementTree node, List<? extends StatementTree> siblings, int index, Tree block) {
        if (method == null) return;
        boolean whole = block == method.getBody();
        boolean last = index + 1 == siblings.size();
        if (node instanceof ExpressionStatementTree && ((ExpressionStatementTree) node).getExpression() instanceof AssignmentTree && last && !whole) givenBack(node, (AssignmentTree) ((ExpressionStatementTree) node).getExpression());
        if (node instanceof ReturnTree && insideLoop()) kept((ReturnTree) node);
        if (whole && begins(index)) missingResets(node);
        maybeNothing(node, siblings.subList(0, index));
    }

    private TypeMirror returned() {
        return method.getReturnType() == null || method.getReturnType().toString().equals("void") ? null : type(method.getReturnType());
    }

    /** x = e, at the end of a branch or a loop, where x or e was the answer. */
    private void givenBack(StatementTree node, AssignmentTree assignment) {
        TypeMirror returned = returned();
        if (returned == null || !(assignment.getVariable() instanceof IdentifierTree) || !unit.has(assignment.getExpression())) return;
        if (fits(type(assignment.getVariable()), returned)) replace(node, "missing-return", 0.2, "return " + unit.text(assignment.getVariable()) + ";");
        if (fits(type(assignment.getExpression()), returned)) replace(node, "missing-return", 0.16, "return " + unit.text(assignment.getExpression()) + ";");
    }

    /** return e, in a loop that was to go on: the name that is given back behind it takes the value. */
    private void kept(ReturnTree node) {
        ExpressionTree value = node.getExpression();
        if (value == null || value instanceof LiteralTree || !unit.has(value)) return;
        Set<String> later = new LinkedHashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitReturn(ReturnTree other, Void unused) {
                if (unit.has(other) && unit.start(other) > unit.end(node) && other.getExpression() instanceof IdentifierTree) later.add(other.getExpression().toString());
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
                return null;
            }

            @Override
            public Void visitClass(ClassTree inner, Void unused) {
                return null;
            }
        }.scan(method.getBody(), null);
        later.stream().filter(n -> variable(n) != null && !n.equals(unit.text(value))).limit(2).forEach(n -> replace(node, "early-return", names(value).contains(n) ? 0.35 : 0.2, n + " = " + unit.text(value) + ";"));
    }

    /** A field that this method leaves alone, while others that work with the same fields do not: emptied or begun anew, as it is elsewhere in the class. */
    private void missingResets(StatementTree node) {
        Set<String> own = touched.get(method);
        if (own == null || method.getModifiers().getFlags().contains(Modifier.STATIC)) return;
        Set<String> once = new HashSet<>();
        List<Map.Entry<String, String>> wanted = resets.entrySet().stream().filter(r -> !own.contains(r.getValue()) && once.add(r.getValue())).sorted(Comparator.comparingDouble(r -> -together(r.getValue(), own))).limit(MOST_RESETS).collect(Collectors.toList());
        for (Map.Entry<String, String> reset : wanted) {
            before(node, "missing-reset", 0.08 + 0.22 * together(reset.getValue(), own), reset.getKey());
        }
    }

    /** Whether the method begins here, or what it does behind its guards: where a reset stands among the others says little. */
    private boolean begins(int index) {
        List<? extends StatementTree> body = method.getBody().getStatements();
        return index == 0 || !guard(body.get(index)) && body.subList(0, index).stream().allMatch(FlowEdits::guard);
    }

    private static boolean guard(StatementTree node) {
        return node instanceof IfTree && ((IfTree) node).getElseStatement() == null && leaves(((IfTree) node).getThenStatement());
    }

    /** How sure it is, from 0 to 1, that who works with one of these fields works with that one, too; as far as at least two other methods do. */
    private double together(String field, Set<String> own) {
        double best = 0;
        for (String mine : own) {
            List<Set<String>> having = touched.entrySet().stream().filter(t -> t.getKey() != method && t.getValue().contains(mine)).map(Map.Entry::getValue).collect(Collectors.toList());
            if (having.size() > 1) best = Math.max(best, (double) having.stream().filter(h -> h.contains(field)).count() / having.size());
        }
        return best;
    }

    /** What a call gave may be nothing: looked at before it is used. */
    private void maybeNothing(StatementTree node, List<? extends StatementTree> earlier) {
        TypeMirror returned = returned();
        Map<String, TypeMirror> given = new HashMap<>();
        for (StatementTree one : earlier) if (one instanceof VariableTree && ((VariableTree) one).getInitializer() instanceof MethodInvocationTree && reference(type(one))) given.put(((VariableTree) one).getName().toString(), type(one));
        if (given.isEmpty()) return;
        Map<String, TypeMirror> used = new LinkedHashMap<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                String name = select.getExpression().toString();
                if (select.getExpression() instanceof IdentifierTree && given.containsKey(name)) used.put(name, given.get(name));
                return super.visitMemberSelect(select, unused);
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
                return null;
            }

            @Override
            public Void visitBlock(BlockTree block, Void unused) {
                return null;
            }
        }.scan(node, null);
        List<String> names = used.keySet().stream().limit(2).collect(Collectors.toList());
        for (String name : names) {
            List<String> results = returned == null ? List.of("") : string(returned) ? with(empties(returned), told.results()) : empties(returned);
            for (int i = 0; i < results.size(); i++) before(node, "missing-guard", (returned != null && i >= empties(returned).size() ? 0.1 : 0.14) - 0.01 * i, "if (" + name + " == null) return" + (results.get(i).isEmpty() ? "" : " " + results.get(i)) + ";");
            if (insideLoop()) before(node, "missing-guard", 0.1, "if (" + name + " == null) continue;");
        }
    }

    static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().collect(Collectors.toList());
    }
}
