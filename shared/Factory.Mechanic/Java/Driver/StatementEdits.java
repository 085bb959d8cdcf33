package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.*;

/** Small edits of a Java file's statements: guards, order, nesting, what is missing and what is too much. */
final class StatementEdits extends UnusedEdits {
    private static final int MOST_DONORS = 40;

    /** Conditions and short statements of the class in hand, to be tried at other places of it. */
    private List<ExpressionTree> conditions = List.of();
    private List<StatementTree> donors = List.of();

    StatementEdits(SourceUnit unit, JavacTask task, Set<Integer> lines, Told told) {
        super(unit, task, lines, told);
    }

    List<Edit> run() {
        scan(new TreePath(unit.tree), null);
        return found;
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        List<ExpressionTree> outerConditions = conditions;
        List<StatementTree> outerDonors = donors;
        Map<String, ExpressionTree> tests = new LinkedHashMap<>();
        Map<String, StatementTree> statements = new LinkedHashMap<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIf(IfTree found, Void unused) {
                ExpressionTree inner = ((ParenthesizedTree) found.getCondition()).getExpression();
                if (unit.has(inner) && unit.text(inner).length() < 80) tests.putIfAbsent(unit.text(inner), inner);
                if (found.getElseStatement() == null && unit.has(found) && unit.text(found).length() < 160 && leaves(found.getThenStatement())) statements.putIfAbsent(unit.text(found), found);
                return super.visitIf(found, unused);
            }

            @Override
            public Void visitExpressionStatement(ExpressionStatementTree found, Void unused) {
                if (unit.has(found) && unit.text(found).length() < 80 && unit.text(found).endsWith(";")) statements.putIfAbsent(unit.text(found), found);
                return super.visitExpressionStatement(found, unused);
            }
        }.scan(node, null);
        conditions = tests.values().stream().limit(MOST_DONORS).collect(Collectors.toList());
        donors = statements.values().stream().limit(MOST_DONORS).collect(Collectors.toList());
        super.visitClass(node, unused);
        conditions = outerConditions;
        donors = outerDonors;
        return null;
    }

    // -- methods

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        super.visitMethod(node, unused);
        if (unit.has(node) && !covered(unit.line(node), unit.line(unit.end(node) - 1))) return null;
        if (node.getBody() != null && !node.getBody().getStatements().isEmpty() && node.getReturnType() != null) guards(node);
        return null;
    }

    private void guards(MethodTree node) {
        StatementTree first = node.getBody().getStatements().get(0);
        if (!unit.has(first)) return;
        StatementTree outer = statement;
        statement = first;
        boolean nothing = node.getReturnType().toString().equals("void");
        TypeMirror returned = type(node.getReturnType());
        List<String> results = new ArrayList<>(nothing ? List.of("") : empties(returned));
        boolean recursive = new Calls(node.getName().toString()).in(node);
        for (VariableTree parameter : node.getParameters()) {
            TypeMirror type = type(parameter);
            String name = parameter.getName().toString();
            for (String result : results) guard(first, name, type, result.isEmpty() ? "return;" : "return " + result + ";", result.equals(results.get(0)) ? 1 : 0.4, recursive);
            if (!nothing && type != null && returned != null && types.isAssignable(types.erasure(type), types.erasure(returned))) guard(first, name, type, "return " + name + ";", recursive ? 1.2 : 0.5, recursive);
            guard(first, name, type, "throw new IllegalArgumentException(\"" + name + "\");", 0.4, false);
            if (!nothing && string(returned) && reference(type)) for (String text : told.results()) guard(first, name, type, "return " + text + ";", 0.6, false);
            if (recursive && integral(type) && !nothing && numeric(returned)) guard(first, name, type, "return 1;", 1, true);
        }
        statement = outer;
    }

    private void guard(StatementTree first, String name, TypeMirror type, String leave, double weight, boolean recursive) {
        if (reference(type)) before(first, "missing-guard", 0.16 * weight, "if (" + name + " == null) " + leave);
        if (is(type, "java.util.Collection") || is(type, "java.util.Map") || string(type)) before(first, "missing-guard", 0.15 * weight, "if (" + name + ".isEmpty()) " + leave);
        if (string(type)) before(first, "missing-guard", 0.1 * weight, "if (" + name + " == null || " + name + ".isEmpty()) " + leave);
        if (type != null && type.getKind() == TypeKind.ARRAY) before(first, "missing-guard", 0.15 * weight, "if (" + name + ".length == 0) " + leave);
        if (!integral(type) && !floating(type)) return;
        double more = recursive ? 2.5 : 1;
        before(first, recursive ? "base-case" : "missing-guard", 0.1 * weight * more, "if (" + name + " <= 0) " + leave);
        before(first, recursive ? "base-case" : "missing-guard", 0.1 * weight * more, "if (" + name + " == 0) " + leave);
        before(first, recursive ? "base-case" : "missing-guard", 0.08 * weight, "if (" + name + " < 0) " + leave);
        if (recursive) before(first, "base-case", 0.25 * weight, "if (" + name + " <= 1) " + leave);
    }

    private static final class Calls extends TreeScanner<Boolean, Void> {
        private final String name;

        Calls(String name) {
            this.name = name;
        }

        boolean in(Tree node) {
            return Boolean.TRUE.equals(scan(node, null));
        }

        @Override
        public Boolean visitMethodInvocation(MethodInvocationTree node, Void unused) {
            String called = node.getMethodSelect().toString();
            return called.equals(name) || called.endsWith("." + name) || Boolean.TRUE.equals(super.visitMethodInvocation(node, unused));
        }

        @Override
        public Boolean reduce(Boolean a, Boolean b) {
            return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
        }
    }

    // -- blocks

    @Override
    public Void visitBlock(BlockTree node, Void unused) {
        if (method != null) each(node.getStatements(), node);
        return super.visitBlock(node, unused);
    }

    @Override
    public Void visitCase(CaseTree node, Void unused) {
        List<? extends StatementTree> statements = node.getStatements();
        if (statements != null && !statements.isEmpty() && method != null) {
            each(statements, node);
            StatementTree last = statements.get(statements.size() - 1);
            statement = last;
            if (!leaves(last)) after(last, "missing-break", 0.6, "break;");
            if (last instanceof BreakTree && statements.size() > 1 && unit.has(last)) delete(last, "dropped-break", 0.15);
        }
        return super.visitCase(node, unused);
    }

    private void each(List<? extends StatementTree> statements, Tree block) {
        StatementTree outer = statement;
        for (int i = 0; i < statements.size(); i++) {
            StatementTree one = statements.get(i);
            statement = one;
            if (!unit.has(one)) continue;
            remove(one);
            if (i + 1 < statements.size()) {
                StatementTree next = statements.get(i + 1);
                if (unit.has(next)) beside(one, next);
            }
            for (int j = i + 2; j < Math.min(statements.size(), i + 4); j++) behind(one, statements.get(j));
            nesting(one, i + 1 < statements.size() ? statements.get(i + 1) : null);
            flow(one, statements, i, block);
            elsewhere(one, i + 1 == statements.size());
            if (one instanceof ExpressionStatementTree) guarded((ExpressionStatementTree) one);
        }
        statement = outer;
    }

    private void delete(StatementTree node, String kind, double prior) {
        int[] span = unit.wholeLines(node);
        add(node, kind, prior, "without " + shortened(unit.text(node)), new Change(span[0], span[1], ""));
    }

    private void remove(StatementTree node) {
        if (node instanceof ExpressionStatementTree) delete(node, "deleted-statement", 0.14);
        if (node instanceof BreakTree || node instanceof ContinueTree) delete(node, "deleted-statement", 0.14);
        if (node instanceof IfTree && ((IfTree) node).getElseStatement() == null) {
            delete(node, "deleted-statement", leaves(((IfTree) node).getThenStatement()) ? 0.1 : 0.08);
            unwrap(node, ((IfTree) node).getThenStatement());
        }
        if (node instanceof ReturnTree && ((ReturnTree) node).getExpression() == null) delete(node, "deleted-statement", 0.1);
    }

    /** What is done on a condition is always done. */
    private void unwrap(StatementTree node, StatementTree body) {
        StatementTree only = body instanceof BlockTree && ((BlockTree) body).getStatements().size() == 1 ? ((BlockTree) body).getStatements().get(0) : body instanceof BlockTree ? null : body;
        if (only != null && unit.has(only) && !leaves(only)) add(node, "dropped-condition", 0.15, shortened(unit.text(only)) + " whatever the condition", new Change(unit.start(node), unit.end(node), unit.text(only)));
    }

    private void beside(StatementTree one, StatementTree next) {
        boolean plain = (one instanceof ExpressionStatementTree || one instanceof VariableTree || one instanceof IfTree) && (next instanceof ExpressionStatementTree || next instanceof VariableTree || next instanceof IfTree || (next instanceof ReturnTree && one instanceof ExpressionStatementTree));
        if (plain && !(next instanceof ReturnTree)) {
            String a = unit.text(one);
            String b = unit.text(next);
            if (!a.equals(b)) add(one, "statement-order", one instanceof IfTree != next instanceof IfTree || one instanceof IfTree ? 0.25 : 0.22, shortened(b) + " before " + shortened(a), new Change(unit.start(one), unit.end(one), b), new Change(unit.start(next), unit.end(next), a));
        }
        if (one instanceof IfTree && ((IfTree) one).getElseStatement() == null && !leaves(((IfTree) one).getThenStatement()) && !(next instanceof VariableTree)) {
            add(next, "missing-else", next instanceof IfTree ? 0.3 : 0.2, "else " + shortened(unit.text(next)), new Change(unit.start(next), unit.start(next), "else "));
        }
    }

    /** A statement that comes some others too early. */
    private void behind(StatementTree one, StatementTree later) {
        if (!unit.has(later) || leaves(one) || later instanceof ReturnTree || one instanceof VariableTree && names(later).contains(((VariableTree) one).getName().toString())) return;
        int[] span = unit.wholeLines(one);
        String gap = unit.newLine() + unit.indentation(unit.start(later));
        add(one, "statement-order", 0.1, shortened(unit.text(one)) + " behind " + shortened(unit.text(later)), new Change(span[0], span[1], ""), new Change(unit.end(later), unit.end(later), gap + unit.text(one)));
    }

    private static BlockTree bodyOf(StatementTree node) {
        StatementTree body = node instanceof ForLoopTree ? ((ForLoopTree) node).getStatement() : node instanceof EnhancedForLoopTree ? ((EnhancedForLoopTree) node).getStatement() : node instanceof WhileLoopTree ? ((WhileLoopTree) node).getStatement()
            : node instanceof IfTree && ((IfTree) node).getElseStatement() == null ? ((IfTree) node).getThenStatement() : null;
        return body instanceof BlockTree ? (BlockTree) body : null;
    }

    /** Statements that stand one level too deep, or not deep enough. */
    private void nesting(StatementTree node, StatementTree next) {
        BlockTree body = bodyOf(node);
        if (body == null || body.getStatements().isEmpty() || !unit.has(body)) return;
        StatementTree last = body.getStatements().get(body.getStatements().size() - 1);
        StatementTree first = body.getStatements().get(0);
        boolean loop = !(node instanceof IfTree);
        String newLine = unit.newLine() + unit.indentation(unit.start(node));
        if (body.getStatements().size() > 1 && unit.has(last) && !(last instanceof VariableTree)) {
            int[] span = unit.wholeLines(last);
            add(last, "nesting", last instanceof ReturnTree && loop ? 0.35 : 0.2, shortened(unit.text(last)) + " one level further out", new Change(span[0], span[1], ""), new Change(unit.end(node), unit.end(node), newLine + unit.text(last)));
        }
        if (loop && body.getStatements().size() > 1 && unit.has(first)) {
            int[] span = unit.wholeLines(first);
            add(first, "nesting", first instanceof VariableTree ? 0.25 : 0.15, shortened(unit.text(first)) + " before the loop", new Change(unit.start(node), unit.start(node), unit.text(first) + newLine), new Change(span[0], span[1], ""));
        }
        if (next == null || !unit.has(next) || next instanceof VariableTree || leaves(last)) return;
        int[] span = unit.wholeLines(next);
        int at = unit.end(last);
        String deeper = unit.newLine() + unit.indentation(unit.start(last));
        if (!(next instanceof ReturnTree)) add(next, "nesting", 0.15, shortened(unit.text(next)) + " inside the block before it", new Change(at, at, deeper + unit.text(next)), new Change(span[0], span[1], ""));
    }

    /** Statements of other places of the class, here as well; and this one where it is not yet. */
    private void elsewhere(StatementTree place, boolean last) {
        if (method == null) return;
        boolean first = method.getBody() != null && !method.getBody().getStatements().isEmpty() && method.getBody().getStatements().get(0) == place;
        Set<String> here = new HashSet<>();
        for (Variable variable : variables()) here.add(variable.name);
        for (StatementTree donor : donors) {
            if (donor == place || !unit.has(donor) || !known(donor, here)) continue;
            boolean own = unit.start(donor) >= unit.start(method) && unit.end(donor) <= unit.end(method);
            String text = String.join("\n", Arrays.stream(unit.text(donor).split("\r?\n")).map(l -> l.startsWith(unit.indentation(unit.start(donor))) ? l.substring(unit.indentation(unit.start(donor)).length()) : l).toArray(String[]::new));
            boolean guard = donor instanceof IfTree;
            before(place, "copied-statement", first && guard && !own ? 0.14 : guard ? 0.04 : own ? 0.05 : 0.04, text);
            if (last && !leaves(place)) after(place, "copied-statement", own ? 0.05 : 0.06, text);
            for (String other : withOthers(donor, text)) {
                before(place, "copied-statement", 0.05, other);
                if (last && !leaves(place)) after(place, "copied-statement", 0.06, other);
            }
        }
        for (String text : wanted(place, insideLoop())) {
            before(place, "missing-statement", 0.14, text);
            if (last && !leaves(place)) after(place, "missing-statement", 0.2, text);
        }
    }

    /** A call with one name handed to it, with another one instead. */
    private List<String> withOthers(StatementTree donor, String text) {
        if (!(donor instanceof ExpressionStatementTree) || !(((ExpressionStatementTree) donor).getExpression() instanceof MethodInvocationTree)) return List.of();
        MethodInvocationTree call = (MethodInvocationTree) ((ExpressionStatementTree) donor).getExpression();
        if (call.getArguments().size() != 1 || !(call.getArguments().get(0) instanceof IdentifierTree) || text.contains("\n")) return List.of();
        String argument = call.getArguments().get(0).toString();
        TypeMirror type = type(call.getArguments().get(0));
        int at = text.lastIndexOf("(" + argument + ")");
        if (at < 0) return List.of();
        return variables().stream().filter(v -> !v.field && !v.name.equals(argument) && (type == null || fits(v.type, type))).limit(4).map(v -> text.substring(0, at) + "(" + v.name + ");").collect(Collectors.toList());
    }

    /** Whether all the names in small letters that it uses may be seen; what else is wrong the compiler says. */
    private boolean known(Tree donor, Set<String> here) {
        boolean[] all = {true};
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
                if (!(node.getMethodSelect() instanceof IdentifierTree)) scan(node.getMethodSelect(), null);
                scan(node.getArguments(), null);
                return null;
            }

            @Override
            public Void visitIdentifier(IdentifierTree node, Void unused) {
                String name = node.getName().toString();
                if (Character.isLowerCase(name.charAt(0)) && !name.equals("this") && !name.equals("super")) all[0] &= here.contains(name);
                return null;
            }
        }.scan(donor, null);
        return all[0];
    }

    /** What might be nothing is looked at only where it is something. */
    private void guarded(ExpressionStatementTree node) {
        Set<String> done = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                if (select.getExpression() instanceof IdentifierTree) {
                    String name = select.getExpression().toString();
                    Variable variable = variable(name);
                    if (variable != null && reference(variable.type) && done.add(name)) wrap(node, name + " != null", 0.15);
                }
                return super.visitMemberSelect(select, unused);
            }

            @Override
            public Void visitArrayAccess(ArrayAccessTree access, Void unused) {
                if (access.getExpression() instanceof IdentifierTree && access.getIndex() instanceof IdentifierTree) {
                    wrap(node, access.getIndex() + " < " + access.getExpression() + ".length", 0.12);
                    wrap(node, access.getIndex() + " >= 0", 0.08);
                }
                return super.visitArrayAccess(access, unused);
            }
        }.scan(node.getExpression(), null);
        for (ExpressionTree condition : conditions) {
            Set<String> here = new HashSet<>();
            for (Variable variable : variables()) here.add(variable.name);
            if (known(condition, here)) {
                wrap(node, unit.text(condition), 0.05);
                wrap(node, "!(" + unit.text(condition) + ")", 0.04);
            }
        }
    }

    private void wrap(StatementTree node, String condition, double prior) {
        String indentation = unit.indentation(unit.start(node));
        String deeper = indentation.endsWith("\t") ? "\t" : "    ";
        add(node, "missing-guard", prior, "only if " + shortened(condition), new Change(unit.start(node), unit.end(node), "if (" + condition + ") {" + unit.newLine() + indentation + deeper + unit.text(node) + unit.newLine() + indentation + "}"));
    }

    // -- single statements

    @Override
    public Void visitIf(IfTree node, Void unused) {
        ExpressionTree condition = ((ParenthesizedTree) node.getCondition()).getExpression();
        negate(node.getCondition(), 0.5);
        unusedIn(condition);
        added(condition, 0.08);
        nulls(condition);
        if (node.getElseStatement() instanceof BlockTree && node.getThenStatement() instanceof BlockTree) {
            if (unit.has(node.getThenStatement()) && unit.has(node.getElseStatement())) {
                add(node, "swapped-branches", 0.12, "what is done if and what is done else, swapped", new Change(unit.start(node.getThenStatement()), unit.end(node.getThenStatement()), unit.text(node.getElseStatement())),
                    new Change(unit.start(node.getElseStatement()), unit.end(node.getElseStatement()), unit.text(node.getThenStatement())));
            }
        }
        leaving(node.getThenStatement());
        return super.visitIf(node, unused);
    }

    /** A branch that should have been the end. */
    private void leaving(StatementTree branch) {
        if (!(branch instanceof BlockTree) || method == null) return;
        List<? extends StatementTree> inner = ((BlockTree) branch).getStatements();
        if (inner.isEmpty() || leaves(inner.get(inner.size() - 1))) return;
        StatementTree last = inner.get(inner.size() - 1);
        boolean nothing = method.getReturnType() == null || method.getReturnType().toString().equals("void");
        if (nothing) after(last, "missing-return", 0.2, "return;");
        if (insideLoop()) {
            after(last, "loop-control", 0.2, "break;");
            after(last, "loop-control", 0.15, "continue;");
        }
        if (nothing) return;
        TypeMirror returned = type(method.getReturnType());
        for (Variable variable : variables()) if (!variable.field && fits(variable.type, returned)) after(last, "missing-return", 0.12, "return " + variable.name + ";");
        // A branch that ends a method ends it otherwise than the method's own end does.
        List<? extends StatementTree> whole = method.getBody().getStatements();
        String atEnd = unit.text(whole.get(whole.size() - 1));
        for (String value : empties(returned)) after(last, "missing-return", !bool(returned) ? 0.1 : atEnd.equals("return " + value + ";") ? 0.05 : 0.25, "return " + value + ";");
    }

    /** One condition more, of those that stand elsewhere in the class. */
    private void added(ExpressionTree condition, double prior) {
        if (!unit.has(condition)) return;
        Set<String> here = new HashSet<>();
        for (Variable variable : variables()) here.add(variable.name);
        for (ExpressionTree other : conditions) {
            if (other == condition || unit.text(other).equals(unit.text(condition)) || !known(other, here)) continue;
            String more = other instanceof BinaryTree && !EditTables.compares(spelled(other)) ? "(" + unit.text(other) + ")" : unit.text(other);
            joinedTo(condition, more, prior);
        }
        // A parameter or variable that is true or false and that nobody asks for.
        for (Variable variable : variables()) {
            if (bool(variable.type) && !unit.text(condition).contains(variable.name)) {
                joinedTo(condition, variable.name, read.contains(variable.name) ? 0.06 : 0.3);
                joinedTo(condition, "!" + variable.name, read.contains(variable.name) ? 0.06 : 0.3);
            }
        }
    }

    private void joinedTo(ExpressionTree condition, String more, double prior) {
        boolean either = condition instanceof BinaryTree && spelled(condition).equals("||");
        String text = unit.text(condition);
        replace(condition, "added-condition", prior, (either ? "(" + text + ")" : text) + " && " + more);
        replace(condition, "added-condition", prior, text + " || " + more);
    }

    /** Asked before it is used: nothing, or outside of its bounds. */
    private void nulls(ExpressionTree condition) {
        if (!unit.has(condition)) return;
        boolean either = condition instanceof BinaryTree && spelled(condition).equals("||");
        String text = either ? "(" + unit.text(condition) + ")" : unit.text(condition);
        Set<String> done = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                String name = select.getExpression().toString();
                Variable variable = select.getExpression() instanceof IdentifierTree ? variable(name) : null;
                if (variable != null && reference(variable.type) && done.add(name)) {
                    replace(condition, "missing-guard", 0.3, name + " != null && " + text);
                    replace(condition, "missing-guard", 0.25, name + " == null || " + unit.text(condition));
                    if (is(variable.type, "java.util.Collection") || string(variable.type)) replace(condition, "missing-guard", 0.12, "!" + name + ".isEmpty() && " + text);
                }
                return super.visitMemberSelect(select, unused);
            }

            @Override
            public Void visitArrayAccess(ArrayAccessTree access, Void unused) {
                if (done.add(access.toString()) && unit.has(access.getIndex()) && simple(access.getExpression())) {
                    replace(condition, "missing-guard", 0.25, unit.text(access.getIndex()) + " < " + unit.text(access.getExpression()) + ".length && " + text);
                    replace(condition, "missing-guard", 0.25, unit.text(access.getIndex()) + " >= 0 && " + text);
                }
                return super.visitArrayAccess(access, unused);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                if (call.getMethodSelect() instanceof MemberSelectTree && call.getArguments().size() == 1 && unit.has(call.getArguments().get(0))) {
                    String name = ((MemberSelectTree) call.getMethodSelect()).getIdentifier().toString();
                    String on = unit.text(((MemberSelectTree) call.getMethodSelect()).getExpression());
                    if (name.equals("charAt") || name.equals("get")) {
                        replace(condition, "missing-guard", 0.2, unit.text(call.getArguments().get(0)) + " < " + on + (name.equals("get") ? ".size()" : ".length()") + " && " + text);
                        replace(condition, "missing-guard", 0.15, unit.text(call.getArguments().get(0)) + " >= 0 && " + text);
                    }
                }
                return super.visitMethodInvocation(call, unused);
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
                return null;
            }
        }.scan(condition, null);
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree node, Void unused) {
        ExpressionTree condition = ((ParenthesizedTree) node.getCondition()).getExpression();
        negate(node.getCondition(), 0.3);
        unusedIn(condition);
        nulls(condition);
        added(condition, 0.06);
        return super.visitWhileLoop(node, unused);
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree node, Void unused) {
        negate(node.getCondition(), 0.3);
        return super.visitDoWhileLoop(node, unused);
    }

    @Override
    public Void visitForLoop(ForLoopTree node, Void unused) {
        if (node.getCondition() != null) nulls(node.getCondition());
        return super.visitForLoop(node, unused);
    }

    @Override
    public Void visitBreak(BreakTree node, Void unused) {
        if (unit.has(node) && insideLoop()) replace(node, "loop-control", 0.3, "continue;");
        return null;
    }

    @Override
    public Void visitContinue(ContinueTree node, Void unused) {
        if (unit.has(node)) replace(node, "loop-control", 0.4, "break;");
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree node, Void unused) {
        ExpressionTree value = node.getExpression();
        if (unit.has(value)) {
            TypeMirror type = type(value);
            if (bool(type) && !(value instanceof LiteralTree)) {
                negate(value, 0.2);
                unusedIn(value);
                nulls(value);
                added(value, 0.06);
            }
            if (numeric(type)) nudge(value, 0.15);
            copied(value, 0.15);
            nullable(value);
        }
        return super.visitReturn(node, unused);
    }

    /** Nothing in, nothing out. */
    private void nullable(ExpressionTree value) {
        TypeMirror returned = method == null || method.getReturnType() == null ? null : type(method.getReturnType());
        Set<String> done = new HashSet<>();
        for (String name : names(value)) {
            Variable variable = variable(name);
            if (variable == null || !reference(variable.type) || !done.add(name)) continue;
            for (String otherwise : string(returned) ? with(empties(returned), told.results()) : empties(returned)) {
                replace(value, "missing-guard", 0.12, name + " == null ? " + otherwise + " : " + in(value));
                if (is(variable.type, "java.util.Collection") || string(variable.type)) replace(value, "missing-guard", 0.12, name + ".isEmpty() ? " + otherwise + " : " + in(value));
            }
        }
        if (value instanceof BinaryTree && (spelled(value).equals("/") || spelled(value).equals("%"))) {
            ExpressionTree by = ((BinaryTree) value).getRightOperand();
            for (String otherwise : empties(returned)) if (unit.has(by) && !(by instanceof LiteralTree)) replace(value, "missing-guard", 0.2, in(by) + " == 0 ? " + otherwise + " : " + unit.text(value));
        }
    }

    @Override
    public Void visitVariable(VariableTree node, Void unused) {
        boolean field = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        ExpressionTree initial = node.getInitializer();
        if (unit.has(node) && unit.has(node.getType())) {
            if (initial != null && unit.has(initial)) initial(node, initial);
            String type = unit.text(node.getType());
            if (type.equals("int")) replace(node.getType(), "overflow", 0.15, "long");
            if (type.equals("int") || type.equals("long")) replace(node.getType(), "integer-division", 0.12, "double");
            if (type.equals("float")) replace(node.getType(), "precision", 0.15, "double");
            if (field && node.getModifiers().getFlags().contains(Modifier.STATIC) && unit.has(node.getModifiers())) {
                String modifiers = unit.text(node.getModifiers());
                int at = unit.start(node.getModifiers()) + modifiers.indexOf("static");
                boolean constant = node.getModifiers().getFlags().contains(Modifier.FINAL) && !(initial instanceof NewClassTree);
                if (!constant) add(node, "shared-state", 0.3, "one for each object", new Change(at, Math.min(at + 7, unit.start(node.getType())), ""));
            }
        }
        return super.visitVariable(node, unused);
    }

    private void initial(VariableTree node, ExpressionTree initial) {
        TypeMirror type = type(node);
        String text = unit.text(initial);
        if (numeric(type) && simple(initial) && !(initial instanceof LiteralTree)) nudge(initial, 0.2);
        boolean one = text.matches("-?\\d+(\\.\\d+)?[lLdDfF]?") || text.contains("_VALUE") || text.contains("_INFINITY");
        if (one && type != null && type.getKind() == TypeKind.INT) {
            replace(initial, "initial-value", 0.3, "Integer.MIN_VALUE");
            replace(initial, "initial-value", 0.3, "Integer.MAX_VALUE");
        } else if (one && type != null && type.getKind() == TypeKind.LONG) {
            replace(initial, "initial-value", 0.3, "Long.MIN_VALUE");
            replace(initial, "initial-value", 0.3, "Long.MAX_VALUE");
        } else if (one && type != null && type.getKind() == TypeKind.DOUBLE) {
            replace(initial, "initial-value", text.contains("MIN_VALUE") ? 0.6 : 0.3, "Double.NEGATIVE_INFINITY");
            replace(initial, "initial-value", 0.3, "Double.POSITIVE_INFINITY");
            replace(initial, "initial-value", 0.15, "-Double.MAX_VALUE");
        }
        if (one && !text.equals("0") && integral(type)) replace(initial, "initial-value", 0.3, "0");
        if (one && integral(type)) {
            for (Variable variable : variables()) {
                if (variable.type == null || variable.field) continue;
                if (variable.type.getKind() == TypeKind.ARRAY && fits(((ArrayType) variable.type).getComponentType(), type)) replace(initial, "initial-value", 0.2, variable.name + "[0]");
                if (is(variable.type, "java.util.List")) replace(initial, "initial-value", 0.15, variable.name + ".get(0)");
            }
        }
        copied(initial, 0.1);
    }
}
