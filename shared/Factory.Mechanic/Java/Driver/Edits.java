package factory;

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.*;
import javax.lang.model.type.*;

/** Small edits of a Java file's expressions, from the compiler's own tree and types. */
class Edits extends EditCollector {
    private static final Set<String> IMMUTABLE = Set.of("java.lang.String", "java.math.BigDecimal", "java.math.BigInteger", "java.time.LocalDate", "java.time.LocalDateTime", "java.time.Duration", "java.time.Instant");
    private final List<String> numbers;
    private final List<String> texts;
    private final List<String> characters;

    Edits(SourceUnit unit, JavacTask task, Set<Integer> lines) {
        super(unit, task, lines);
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> texts = new LinkedHashSet<>();
        Set<String> characters = new LinkedHashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree node, Void unused) {
                if (!unit.has(node)) return null;
                if (node.getValue() instanceof Number) numbers.add(unit.text(node));
                else if (node.getValue() instanceof Character) characters.add(unit.text(node));
                else if (node.getValue() instanceof String && unit.text(node).length() < 32 && !unit.text(node).contains("\n")) texts.add(unit.text(node));
                return null;
            }
        }.scan(unit.tree, null);
        this.numbers = numbers.stream().limit(12).collect(Collectors.toList());
        this.texts = new ArrayList<>(texts);
        this.characters = characters.stream().limit(8).collect(Collectors.toList());
    }

    Tree parent() {
        return getCurrentPath().getParentPath().getLeaf();
    }

    /** Names, calls and the like, which stand in any place without parentheses. */
    static boolean simple(Tree node) {
        return node instanceof IdentifierTree || node instanceof MemberSelectTree || node instanceof MethodInvocationTree || node instanceof ArrayAccessTree || node instanceof LiteralTree || node instanceof ParenthesizedTree;
    }

    String in(Tree node) {
        return simple(node) ? unit.text(node) : "(" + unit.text(node) + ")";
    }

    /** A part that takes the place of the whole; in parentheses only where the surroundings could pull it apart. */
    private String bare(Tree part) {
        boolean inside = parent() instanceof BinaryTree || parent() instanceof UnaryTree || parent() instanceof MemberSelectTree || parent() instanceof TypeCastTree || parent() instanceof ConditionalExpressionTree;
        return inside && !simple(part) ? "(" + unit.text(part) + ")" : unit.text(part);
    }

    private static ExpressionTree open(ExpressionTree node) {
        return node instanceof ParenthesizedTree ? open(((ParenthesizedTree) node).getExpression()) : node;
    }

    void negate(ExpressionTree condition, double prior) {
        ExpressionTree node = open(condition);
        if (!unit.has(node) || node.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) return;
        if (node instanceof BinaryTree && EditTables.compares(spelled(node))) return;
        replace(node, "negation", prior, "!" + in(node));
    }

    void nudge(ExpressionTree node, double prior) {
        if (!unit.has(node) || node instanceof LiteralTree || !(simple(node) || node instanceof BinaryTree)) return;
        TypeMirror type = type(node);
        if (type != null && !numeric(type) && type.getKind() != TypeKind.CHAR) return;
        if (node instanceof BinaryTree) {
            BinaryTree binary = (BinaryTree) node;
            if (binary.getKind() == Tree.Kind.PLUS || binary.getKind() == Tree.Kind.MINUS) {
                if (binary.getRightOperand() instanceof LiteralTree) return;
            } else if (!Set.of("*", "/", "%").contains(spelled(node))) {
                return;
            }
        }
        replace(node, "off-by-one", prior, unit.text(node) + " - 1");
        replace(node, "off-by-one", prior, unit.text(node) + " + 1");
    }

    static String spelled(Tree node) {
        switch (node.getKind()) {
            case PLUS: return "+";
            case MINUS: return "-";
            case MULTIPLY: return "*";
            case DIVIDE: return "/";
            case REMAINDER: return "%";
            case LESS_THAN: return "<";
            case LESS_THAN_EQUAL: return "<=";
            case GREATER_THAN: return ">";
            case GREATER_THAN_EQUAL: return ">=";
            case EQUAL_TO: return "==";
            case NOT_EQUAL_TO: return "!=";
            case CONDITIONAL_AND: return "&&";
            case CONDITIONAL_OR: return "||";
            case AND: return "&";
            case OR: return "|";
            case XOR: return "^";
            case LEFT_SHIFT: return "<<";
            case RIGHT_SHIFT: return ">>";
            case UNSIGNED_RIGHT_SHIFT: return ">>>";
            case PLUS_ASSIGNMENT: return "+=";
            case MINUS_ASSIGNMENT: return "-=";
            case MULTIPLY_ASSIGNMENT: return "*=";
            case DIVIDE_ASSIGNMENT: return "/=";
            case REMAINDER_ASSIGNMENT: return "%=";
            case AND_ASSIGNMENT: return "&=";
            case OR_ASSIGNMENT: return "|=";
            case XOR_ASSIGNMENT: return "^=";
            case LEFT_SHIFT_ASSIGNMENT: return "<<=";
            case RIGHT_SHIFT_ASSIGNMENT: return ">>=";
            case UNSIGNED_RIGHT_SHIFT_ASSIGNMENT: return ">>>=";
            default: return "";
        }
    }

    private void swaps(Tree node, Tree left, Tree right, String spelled, String kind, double weight) {
        int at = unit.operator(left, right, spelled);
        if (at < 0) return;
        Object[] others = EditTables.swaps(spelled);
        for (int i = 0; i < others.length; i += 2) add(node, kind, (double) others[i + 1] * weight, others[i] + " instead of " + spelled, new Change(at, at + spelled.length(), (String) others[i]));
    }

    @Override
    public Void visitBinary(BinaryTree node, Void unused) {
        ExpressionTree left = node.getLeftOperand();
        ExpressionTree right = node.getRightOperand();
        if (unit.has(node) && unit.has(left) && unit.has(right)) {
            String spelled = spelled(node);
            if (string(type(node)) && spelled.equals("+")) joined(node, left, right);
            else if (EditTables.compares(spelled)) compared(node, left, right, spelled);
            else if (spelled.equals("&&") || spelled.equals("||")) logical(node, left, right, spelled);
            else arithmetic(node, left, right, spelled);
        }
        return super.visitBinary(node, unused);
    }

    private void joined(BinaryTree node, ExpressionTree left, ExpressionTree right) {
        replace(node, "dropped-operand", 0.1, bare(left));
        replace(node, "dropped-operand", 0.08, bare(right));
        if (simple(left) && simple(right)) swap(node, left, right, "swapped-operands", 0.25);
        if (left instanceof BinaryTree && spelled(left).equals("+") && numeric(type(((BinaryTree) left).getRightOperand())) && numeric(type(right))) {
            ExpressionTree middle = ((BinaryTree) left).getRightOperand();
            add(node, "grouping", 0.3, "numbers added before they are text", new Change(unit.start(middle), unit.start(middle), "("), new Change(unit.end(right), unit.end(right), ")"));
        }
    }

    private void compared(BinaryTree node, ExpressionTree left, ExpressionTree right, String spelled) {
        TypeMirror a = type(left);
        TypeMirror b = type(right);
        boolean equality = spelled.equals("==") || spelled.equals("!=");
        boolean objects = equality && reference(a) && reference(b);
        // Beside an operand with its own "- 1" that one is the likelier mistake, and reads better without.
        double weight = right instanceof BinaryTree && ((BinaryTree) right).getRightOperand().toString().equals("1") ? 0.4 : 1;
        int at = unit.operator(left, right, spelled);
        if (equality && (reference(a) || reference(b) || bool(a))) {
            if (at >= 0) add(node, "comparison", 0.6, spelled.equals("==") ? "!= instead of ==" : "== instead of !=", new Change(at, at + 2, spelled.equals("==") ? "!=" : "=="));
        } else {
            swaps(node, left, right, spelled, "comparison", weight);
        }
        if (objects && !isEnum(a)) {
            String not = spelled.equals("!=") ? "!" : "";
            replace(node, "equality", 0.8, not + in(left) + ".equals(" + unit.text(right) + ")");
            replace(node, "equality", 0.5, not + "java.util.Objects.equals(" + unit.text(left) + ", " + unit.text(right) + ")");
        }
        if (!reference(b) && !bool(b)) {
            nudge(right, 0.2);
            nudge(left, 0.1);
        }
        if (!equality && simple(left) && simple(right)) swap(node, left, right, "swapped-operands", 0.15);
    }

    private boolean isEnum(TypeMirror type) {
        return type instanceof DeclaredType && ((DeclaredType) type).asElement().getKind() == ElementKind.ENUM;
    }

    private void logical(BinaryTree node, ExpressionTree left, ExpressionTree right, String spelled) {
        swaps(node, left, right, spelled, "logical", 1);
        replace(node, "dropped-condition", 0.2, bare(left));
        replace(node, "dropped-condition", 0.2, bare(right));
        negate(left, 0.3);
        negate(right, 0.3);
        swap(node, left, right, "swapped-operands", 0.15);
        // a && b || c read as a && (b || c), and the other way round
        if (right instanceof BinaryTree && left instanceof BinaryTree == false && Set.of("&&", "||").contains(spelled(right)) && !spelled(right).equals(spelled)) regroupLeft(node, left, (BinaryTree) right);
        if (left instanceof BinaryTree && Set.of("&&", "||").contains(spelled(left)) && !spelled(left).equals(spelled)) regroupRight(node, (BinaryTree) left, right);
    }

    private void regroupLeft(Tree node, Tree left, BinaryTree right) {
        add(node, "grouping", 0.3, "grouped the other way", new Change(unit.start(left), unit.start(left), "("), new Change(unit.end(right.getLeftOperand()), unit.end(right.getLeftOperand()), ")"));
    }

    private void regroupRight(Tree node, BinaryTree left, Tree right) {
        add(node, "grouping", 0.3, "grouped the other way", new Change(unit.start(left.getRightOperand()), unit.start(left.getRightOperand()), "("), new Change(unit.end(right), unit.end(right), ")"));
    }

    private void arithmetic(BinaryTree node, ExpressionTree left, ExpressionTree right, String spelled) {
        boolean logic = bool(type(node));
        swaps(node, left, right, spelled, Set.of("&", "|", "^", "<<", ">>", ">>>").contains(spelled) ? "bitwise" : "arithmetic", 1);
        boolean one = right instanceof LiteralTree && Objects.equals(((LiteralTree) right).getValue(), 1);
        boolean sum = spelled.equals("+") || spelled.equals("-");
        replace(node, one && sum ? "off-by-one" : "dropped-operand", one && sum ? 0.5 : sum ? 0.25 : 0.2, bare(left));
        replace(node, "dropped-operand", 0.12, bare(right));
        if (Set.of("-", "/", "%", "<<", ">>", ">>>").contains(spelled)) swap(node, left, right, "swapped-operands", 0.35);
        if (right instanceof BinaryTree && precedence(spelled(right)) > precedence(spelled)) regroupLeft(node, left, (BinaryTree) right);
        if (left instanceof BinaryTree && precedence(spelled(left)) >= precedence(spelled) && !spelled(left).equals(spelled)) regroupRight(node, (BinaryTree) left, right);
        for (ExpressionTree side : List.of(left, right)) {
            if (side instanceof ParenthesizedTree && open(side) instanceof BinaryTree) replace(side, "grouping", 0.25, unit.text(open(side)));
        }
        if (logic) return;
        if (spelled.equals("/") && integral(type(left)) && integral(type(right))) division(node, left, right);
        if (spelled.equals("%") && integral(type(left))) replace(node, "modulo", 0.3, "Math.floorMod(" + unit.text(left) + ", " + unit.text(right) + ")");
        if (spelled.equals("*") && type(node) != null && type(node).getKind() == TypeKind.INT) add(node, "overflow", 0.2, "in long", new Change(unit.start(left), unit.start(left), "(long) "));
        if (spelled.equals("+") && type(node) != null && type(node).getKind() == TypeKind.INT) add(node, "overflow", 0.08, "in long", new Change(unit.start(left), unit.start(left), "(long) "));
    }

    private static int precedence(String spelled) {
        return Set.of("*", "/", "%").contains(spelled) ? 3 : Set.of("+", "-").contains(spelled) ? 2 : 1;
    }

    private void division(BinaryTree node, ExpressionTree left, ExpressionTree right) {
        add(node, "integer-division", 0.5, "divided as real numbers", new Change(unit.start(left), unit.start(left), "(double) "));
        replace(node, "integer-division", 0.15, "(" + unit.text(left) + " + " + in(right) + " - 1) / " + unit.text(right));
        replace(node, "integer-division", 0.1, "Math.floorDiv(" + unit.text(left) + ", " + unit.text(right) + ")");
        replace(node, "integer-division", 0.1, "(int) Math.round((double) " + in(left) + " / " + unit.text(right) + ")");
        if (right instanceof LiteralTree && ((LiteralTree) right).getValue() instanceof Integer && unit.text(right).matches("\\d+")) replace(right, "integer-division", 0.45, unit.text(right) + ".0");
        if (left instanceof BinaryTree == false && open(left) instanceof BinaryTree && integral(type(open(left)))) add(node, "integer-division", 0.2, "divided as real numbers", new Change(unit.start(left), unit.start(left), "1.0 * "));
    }

    @Override
    public Void visitTypeCast(TypeCastTree node, Void unused) {
        ExpressionTree inner = node.getExpression();
        if (unit.has(node) && unit.has(inner) && primitive(type(node))) {
            if (inner instanceof ParenthesizedTree && open(inner) instanceof BinaryTree) replace(node, "integer-division", 0.5, "(" + unit.text(node.getType()) + ") " + unit.text(open(inner)));
            if (parent() instanceof BinaryTree && ((BinaryTree) parent()).getLeftOperand() == node) {
                Tree whole = parent();
                if (unit.has(whole)) add(node, "integer-division", 0.35, "the cast is of the whole", new Change(unit.start(inner), unit.start(inner), "("), new Change(unit.end(whole), unit.end(whole), ")"));
            }
            replace(node, "dropped-cast", 0.15, bare(inner));
            if (integral(type(node)) && floating(type(inner))) {
                replace(node, "rounding", 0.25, "(" + unit.text(node.getType()) + ") Math.round(" + unit.text(open(inner)) + ")");
                replace(node, "rounding", 0.25, "(" + unit.text(node.getType()) + ") Math.ceil(" + unit.text(open(inner)) + ")");
                replace(node, "rounding", 0.2, "(" + unit.text(node.getType()) + ") Math.floor(" + unit.text(open(inner)) + ")");
            }
            if (unit.text(node.getType()).equals("int")) replace(node.getType(), "overflow", 0.25, "long");
        }
        return super.visitTypeCast(node, unused);
    }

    @Override
    public Void visitUnary(UnaryTree node, Void unused) {
        ExpressionTree inner = node.getExpression();
        if (unit.has(node) && unit.has(inner)) {
            switch (node.getKind()) {
                case LOGICAL_COMPLEMENT:
                    replace(node, "negation", 0.6, bare(open(inner)));
                    break;
                case UNARY_MINUS:
                    if (!(inner instanceof LiteralTree)) replace(node, "sign", 0.4, bare(inner));
                    break;
                case BITWISE_COMPLEMENT:
                    replace(node, "bitwise", 0.3, bare(inner));
                    break;
                case POSTFIX_INCREMENT: step(node, unit.text(inner) + "--", "++" + unit.text(inner)); break;
                case POSTFIX_DECREMENT: step(node, unit.text(inner) + "++", "--" + unit.text(inner)); break;
                case PREFIX_INCREMENT: step(node, "--" + unit.text(inner), unit.text(inner) + "++"); break;
                case PREFIX_DECREMENT: step(node, "++" + unit.text(inner), unit.text(inner) + "--"); break;
                default: break;
            }
        }
        return super.visitUnary(node, unused);
    }

    private void step(UnaryTree node, String other, String otherSide) {
        replace(node, "arithmetic", 0.5, other);
        if (!(parent() instanceof ExpressionStatementTree)) {
            replace(node, "increment", 0.3, otherSide);
            replace(node, "increment", 0.12, unit.text(node.getExpression()));
        } else {
            replace(node, "increment", 0.1, unit.text(node.getExpression()) + " += 2");
        }
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree node, Void unused) {
        if (unit.has(node)) swaps(node, node.getVariable(), node.getExpression(), spelled(node), "augmented-assignment", 1);
        return super.visitCompoundAssignment(node, unused);
    }

    @Override
    public Void visitAssignment(AssignmentTree node, Void unused) {
        if (unit.has(node) && !(parent() instanceof AnnotationTree)) {
            ExpressionTree target = node.getVariable();
            ExpressionTree value = node.getExpression();
            TypeMirror type = type(target);
            if (type == null || numeric(type) || string(type) || bool(type)) swaps(node, target, value, "=", "augmented-assignment", 1);
            if (target instanceof IdentifierTree) {
                Variable own = ownField(unit.text(target));
                if (own != null) replace(target, unit.text(target).equals(unit.text(value)) ? "self-assignment" : "variable", unit.text(target).equals(unit.text(value)) ? 0.9 : 0.3, "this." + unit.text(target));
            }
            copied(value, 0.2);
            if (simple(value)) nudge(value, 0.12);
        }
        return super.visitAssignment(node, unused);
    }

    /** What is kept or handed out is a copy. */
    void copied(ExpressionTree value, double prior) {
        TypeMirror type = type(value);
        if (type == null || !simple(value) || value instanceof LiteralTree || value instanceof MethodInvocationTree) return;
        String erased = types.erasure(type).toString();
        if (type.getKind() == TypeKind.ARRAY) replace(value, "copy", prior, unit.text(value) + ".clone()");
        else if (erased.equals("java.util.List") || erased.equals("java.util.ArrayList") || erased.equals("java.util.Collection")) replace(value, "copy", prior, "new java.util.ArrayList<>(" + unit.text(value) + ")");
        else if (erased.equals("java.util.Map")) replace(value, "copy", prior, "new java.util.LinkedHashMap<>(" + unit.text(value) + ")");
        else if (erased.equals("java.util.Set")) replace(value, "copy", prior, "new java.util.LinkedHashSet<>(" + unit.text(value) + ")");
    }

    /** A field that a local variable of the same name hides here. */
    private Variable ownField(String name) {
        Variable local = variable(name);
        if (local == null || local.field) return null;
        TreePath path = getCurrentPath();
        while (path != null && !(path.getLeaf() instanceof ClassTree)) path = path.getParentPath();
        if (path == null) return null;
        for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
            if (member instanceof VariableTree && ((VariableTree) member).getName().contentEquals(name)) return new Variable(name, null, true);
        }
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree node, Void unused) {
        if (unit.has(node) && !insideAnnotation()) {
            Object value = node.getValue();
            String text = unit.text(node);
            if (value instanceof Boolean) replace(node, "boolean", 0.6, text.equals("true") ? "false" : "true");
            else if (value instanceof Number) number(node, (Number) value, text);
            else if (value instanceof Character) for (String other : characters) replace(node, "text", 0.15, other);
            else if (value instanceof String) text(node, (String) value, text);
            else if (value == null) nothing(node);
        }
        return super.visitLiteral(node, unused);
    }

    private boolean insideAnnotation() {
        for (TreePath path = getCurrentPath(); path != null && !(path.getLeaf() instanceof StatementTree); path = path.getParentPath()) if (path.getLeaf() instanceof AnnotationTree) return true;
        return false;
    }

    private void nothing(LiteralTree node) {
        if (parent() instanceof BinaryTree) return;
        TypeMirror expected = parent() instanceof ReturnTree && method != null ? type(method.getReturnType()) : parent() instanceof VariableTree ? type(parent()) : parent() instanceof AssignmentTree ? type(((AssignmentTree) parent()).getVariable()) : null;
        if (expected == null) return;
        for (String other : empties(expected)) if (!other.equals("null")) replace(node, "null", 0.2, other);
        for (Variable other : variables()) if (other.type != null && types.isAssignable(types.erasure(other.type), types.erasure(expected))) replace(node, "null", 0.15, other.name);
    }

    private void number(LiteralTree node, Number value, String text) {
        if (value instanceof Integer || value instanceof Long) {
            String suffix = value instanceof Long ? text.substring(text.length() - 1) : "";
            if (text.matches("[0-9_]+[lL]?")) {
                long number = value.longValue();
                boolean signed = parent() instanceof UnaryTree;
                boolean beside = parent() instanceof BinaryTree && Set.of("+", "-").contains(spelled(parent())) && ((BinaryTree) parent()).getRightOperand() == node;
                double near = Math.abs(number) <= 2 ? 0.5 : 0.3;
                if (beside && number == 1) {
                    replace(node, "off-by-one", 0.25, "2" + suffix);
                } else {
                    replace(node, "off-by-one", near, (number + 1) + suffix);
                    if (number > 0) replace(node, "off-by-one", near, (number - 1) + suffix);
                    else if (!signed) replace(node, "off-by-one", near, parent() instanceof BinaryTree ? "(-1" + suffix + ")" : "-1" + suffix);
                }
                if (number >= 10) for (long other : new long[] {number * 10, number / 10}) replace(node, "constant", 0.08, other + suffix);
                if (number == 0) first(node);
            }
        }
        for (String other : numbers) if (!other.equals(text)) replace(node, "constant", 0.12, other);
    }

    /** A loop within a loop often begins where the outer one is. */
    private void first(LiteralTree node) {
        if (!(parent() instanceof VariableTree)) return;
        boolean itself = false;
        for (TreePath path = getCurrentPath(); path != null && !(path.getLeaf() instanceof MethodTree); path = path.getParentPath()) {
            if (!(path.getLeaf() instanceof ForLoopTree)) continue;
            if (itself) {
                for (StatementTree outer : ((ForLoopTree) path.getLeaf()).getInitializer()) {
                    if (!(outer instanceof VariableTree)) continue;
                    replace(node, "initial-value", 0.3, ((VariableTree) outer).getName() + " + 1");
                    replace(node, "initial-value", 0.25, ((VariableTree) outer).getName().toString());
                }
            }
            itself = true;
        }
    }

    private void text(LiteralTree node, String value, String text) {
        if (text.startsWith("\"\"\"")) return;
        List<String> others = texts.stream().filter(t -> !t.equals(text)).sorted(Comparator.comparingDouble(t -> -EditTables.similarity(t, text))).limit(4).collect(Collectors.toList());
        for (String other : others) replace(node, "text", 0.12, other);
        if (value.isEmpty()) replace(node, "text", 0.1, "\" \"");
        else if (value.isBlank()) replace(node, "text", 0.15, "\"\"");
        if (value.length() > 1 && !value.contains("\\") && !value.contains("\"")) {
            if (!value.equals(value.trim()) && !value.isBlank()) replace(node, "text", 0.12, "\"" + value.trim() + "\"");
            if (!value.equals(value.toLowerCase(Locale.ROOT))) replace(node, "text", 0.06, "\"" + value.toLowerCase(Locale.ROOT) + "\"");
        }
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree node, Void unused) {
        negate(node.getCondition(), 0.4);
        swap(node, node.getTrueExpression(), node.getFalseExpression(), "swapped-branches", 0.4);
        return super.visitConditionalExpression(node, unused);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
        if (node.getBody() instanceof ExpressionTree) {
            ExpressionTree body = (ExpressionTree) node.getBody();
            if (bool(type(body))) negate(body, 0.35);
            if (numeric(type(body))) nudge(body, 0.12);
        }
        return super.visitLambdaExpression(node, unused);
    }

    @Override
    public Void visitArrayAccess(ArrayAccessTree node, Void unused) {
        nudge(node.getIndex(), 0.35);
        if (node.getExpression() instanceof ArrayAccessTree) swap(node, ((ArrayAccessTree) node.getExpression()).getIndex(), node.getIndex(), "swapped-index", 0.4);
        if (unit.has(node.getIndex()) && unit.has(node.getExpression()) && node.getIndex() instanceof LiteralTree && unit.text(node.getIndex()).equals("0")) replace(node.getIndex(), "index", 0.25, unit.text(node.getExpression()) + ".length - 1");
        return super.visitArrayAccess(node, unused);
    }

    @Override
    public Void visitNewArray(NewArrayTree node, Void unused) {
        for (ExpressionTree size : node.getDimensions()) nudge(size, 0.35);
        if (node.getDimensions().size() == 2) swap(node, node.getDimensions().get(0), node.getDimensions().get(1), "swapped-index", 0.3);
        return super.visitNewArray(node, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void unused) {
        if (unit.has(node)) {
            arguments(node, node.getArguments(), null);
            String name = unit.has(node.getIdentifier()) ? unit.text(node.getIdentifier()) : "";
            for (String[] others : new String[][] {{"HashMap", "LinkedHashMap", "TreeMap"}, {"HashSet", "LinkedHashSet", "TreeSet"}, {"LinkedHashMap", "TreeMap"}, {"LinkedHashSet", "TreeSet"}, {"TreeMap", "LinkedHashMap"}, {"TreeSet", "LinkedHashSet"}, {"PriorityQueue", "ArrayDeque"}, {"ArrayDeque", "PriorityQueue"}}) {
                if (!name.matches("(java\\.util\\.)?" + others[0] + "(<.*>)?")) continue;
                for (int i = 1; i < others.length; i++) replace(node.getIdentifier(), "collection", 0.3, qualified(others[i]) + (name.contains("<") ? name.substring(name.indexOf('<')) : ""));
            }
            if (name.endsWith("Exception")) for (String other : List.of("IllegalArgumentException", "IllegalStateException", "NullPointerException", "IndexOutOfBoundsException", "UnsupportedOperationException", "java.util.NoSuchElementException", "ArithmeticException")) replace(node.getIdentifier(), "exception", 0.12, other);
        }
        return super.visitNewClass(node, unused);
    }

    private String qualified(String name) {
        boolean known = unit.tree.getImports().stream().map(i -> i.getQualifiedIdentifier().toString()).anyMatch(i -> i.equals("java.util." + name) || i.equals("java.util.*"));
        return known ? name : "java.util." + name;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        if (unit.has(node)) {
            ExpressionTree called = node.getMethodSelect();
            String name = called instanceof MemberSelectTree ? ((MemberSelectTree) called).getIdentifier().toString() : called.toString();
            arguments(node, node.getArguments(), name);
            if (called instanceof MemberSelectTree && unit.has(((MemberSelectTree) called).getExpression())) on(node, (MemberSelectTree) called, name);
            otherMethods(node, called, name);
            overloads(node, called);
            if (numeric(type(node)) && Set.of("size", "length", "indexOf", "lastIndexOf").contains(name)) nudge(node, 0.25);
        }
        return super.visitMethodInvocation(node, unused);
    }

    private void arguments(Tree call, List<? extends ExpressionTree> arguments, String name) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (fits(type(arguments.get(i)), type(arguments.get(i + 1)))) swap(call, arguments.get(i), arguments.get(i + 1), "swapped-arguments", 0.33);
        }
        for (int i = 0; i + 2 < arguments.size(); i++) {
            if (fits(type(arguments.get(i)), type(arguments.get(i + 2)))) swap(call, arguments.get(i), arguments.get(i + 2), "swapped-arguments", 0.2);
        }
        for (ExpressionTree argument : arguments) {
            nudge(argument, Set.of("substring", "charAt", "subList", "get", "range", "copyOfRange", "remove", "rangeClosed", "limit", "skip").contains(String.valueOf(name)) ? 0.35 : 0.1);
            if (bool(type(argument))) negate(argument, 0.15);
        }
    }

    private void on(MethodInvocationTree node, MemberSelectTree called, String name) {
        ExpressionTree receiver = called.getExpression();
        List<? extends ExpressionTree> arguments = node.getArguments();
        String on = unit.text(receiver);
        TypeMirror type = type(receiver);
        if (arguments.size() == 1 && (name.equals("equals") || name.equals("compareTo") || name.equals("contains") || name.equals("startsWith") || name.equals("isBefore") || name.equals("isAfter")) && simple(receiver) && simple(arguments.get(0))) {
            replace(node, "swapped-operands", name.equals("equals") ? 0.25 : 0.3, unit.text(arguments.get(0)) + "." + name + "(" + on + ")");
        }
        if (arguments.size() == 1 && Set.of("get", "remove", "charAt", "elementAt").contains(name)) {
            String last = on + (string(type) ? ".length()" : ".size()") + " - 1";
            String argument = unit.text(arguments.get(0));
            if (argument.equals("0")) replace(arguments.get(0), "index", 0.35, last);
            else if (argument.equals(last)) replace(arguments.get(0), "index", 0.3, "0");
        }
        if (name.equals("equals") && arguments.size() == 1) {
            replace(node, "null", 0.25, "java.util.Objects.equals(" + on + ", " + unit.text(arguments.get(0)) + ")");
            replace(node, "equality", 0.08, on + " == " + unit.text(arguments.get(0)));
        }
        if (name.equals("get") && arguments.size() == 1 && is(type, "java.util.Map")) {
            TypeMirror value = type(node);
            String otherwise = value == null ? "null" : empties(value).isEmpty() ? "null" : empties(value).get(0);
            String zero = value != null && value.toString().equals("java.lang.Long") ? "0L" : value != null && value.toString().equals("java.lang.Double") ? "0.0" : otherwise;
            if (!zero.equals("null")) replace(node, "missing-key", 0.35, on + ".getOrDefault(" + unit.text(arguments.get(0)) + ", " + zero + ")");
        }
        if (name.equals("remove") && arguments.size() == 1 && is(type, "java.util.Collection") && integral(type(arguments.get(0)))) replace(arguments.get(0), "overload", 0.35, "Integer.valueOf(" + unit.text(arguments.get(0)) + ")");
        if (name.equals("split") && arguments.size() == 1 && arguments.get(0) instanceof LiteralTree) {
            add(node, "overload", 0.3, "empty parts at the end are kept", new Change(unit.end(arguments.get(0)), unit.end(arguments.get(0)), ", -1"));
            add(node, "overload", 0.2, "two parts at most", new Change(unit.end(arguments.get(0)), unit.end(arguments.get(0)), ", 2"));
        }
        if ((name.equals("split") || name.startsWith("replace")) && !arguments.isEmpty() && unit.text(arguments.get(0)).matches("\"[.|*+?^$(\\[{]\"")) replace(arguments.get(0), "pattern", 0.5, "\"\\\\" + unit.text(arguments.get(0)).charAt(1) + "\"");
        if (name.equals("append") && arguments.size() == 1 && (is(type, "java.lang.StringBuilder") || is(type, "java.lang.StringBuffer"))) {
            add(node, "order", 0.2, "in front instead of behind", new Change(unit.end(receiver), unit.end(node), unit.text.substring(unit.end(receiver), unit.start(arguments.get(0))).replace("append", "insert") + "0, " + unit.text.substring(unit.start(arguments.get(0)), unit.end(node))));
        }
        if (Set.of("trim", "strip", "toLowerCase", "toUpperCase", "abs", "reversed", "distinct", "sorted", "reverse", "negate", "stripTrailingZeros", "clone").contains(name) && arguments.isEmpty()) replace(node, "dropped-call", 0.2, on);
        if (Set.of("Math").contains(on) && arguments.size() == 1) replace(node, "dropped-call", 0.15, bare(arguments.get(0)));
        if (IMMUTABLE.contains(String.valueOf(type)) && parent() instanceof ExpressionStatementTree && (receiver instanceof IdentifierTree || receiver instanceof MemberSelectTree)) {
            add(node, "ignored-result", 0.8, "the result is kept", new Change(unit.start(node), unit.start(node), on + " = "));
        }
        if (is(type(node), "java.util.Comparator") && !name.equals("reversed")) add(node, "order", 0.25, "reversed", new Change(unit.end(node), unit.end(node), ".reversed()"));
        if (is(type(node), "java.util.stream.Stream") && (name.equals("stream") || name.equals("map") || name.equals("filter"))) {
            for (String more : List.of(".distinct()", ".sorted()", ".filter(java.util.Objects::nonNull)")) add(node, "missing-call", 0.1, more, new Change(unit.end(node), unit.end(node), more));
        }
        if (string(type(node)) && !Set.of("trim", "strip", "toLowerCase", "toUpperCase").contains(name)) tidied(node, 0.06);
    }

    /** Text in another form than is expected. */
    private void tidied(ExpressionTree node, double prior) {
        for (String more : List.of(".trim()", ".toLowerCase()", ".toUpperCase()")) add(node, "missing-call", prior, more, new Change(unit.end(node), unit.end(node), more));
    }

    /** Other methods of the same type that could be called in the same way. */
    private void otherMethods(MethodInvocationTree node, ExpressionTree called, String name) {
        int end = unit.end(called);
        int start = end - name.length();
        if (!unit.text.startsWith(name, Math.max(0, start))) return;
        Set<String> alike = new LinkedHashSet<>(EditTables.alike(name));
        for (String other : alike) add(node, "function", 0.5, other + " instead of " + name, new Change(start, end, other));
        Element element = trees.getElement(new TreePath(getCurrentPath(), called));
        if (!(element instanceof ExecutableElement) || !(element.getEnclosingElement() instanceof TypeElement)) return;
        List<ExecutableElement> others = new ArrayList<>();
        for (Element member : elements.getAllMembers((TypeElement) element.getEnclosingElement())) {
            if (!(member instanceof ExecutableElement) || member.getKind() != ElementKind.METHOD || member.getSimpleName().contentEquals(name) || alike.contains(member.getSimpleName().toString())) continue;
            ExecutableElement other = (ExecutableElement) member;
            if (member.getEnclosingElement().toString().equals("java.lang.Object") || other.getParameters().size() != node.getArguments().size() || !fits(other.getReturnType(), parent() instanceof ExpressionStatementTree ? null : type(node))) continue;
            boolean takes = true;
            for (int i = 0; i < node.getArguments().size(); i++) takes &= fits(type(node.getArguments().get(i)), other.getParameters().get(i).asType());
            if (takes) others.add(other);
        }
        others.sort(Comparator.comparingDouble((ExecutableElement o) -> -EditTables.similarity(o.getSimpleName().toString(), name)).thenComparing(o -> o.getSimpleName().toString()));
        boolean own = unit.tree.getTypeDecls().stream().anyMatch(t -> t instanceof ClassTree && element.getEnclosingElement().toString().endsWith(((ClassTree) t).getSimpleName().toString()));
        for (ExecutableElement other : others.subList(0, Math.min(others.size(), 8))) {
            add(node, "function", (own ? 0.3 : 0.12) * (0.5 + EditTables.similarity(other.getSimpleName().toString(), name) / 2), other.getSimpleName() + " instead of " + name, new Change(start, end, other.getSimpleName().toString()));
        }
    }

    /** The same method with an argument more or less, where there is one. */
    private void overloads(MethodInvocationTree node, ExpressionTree called) {
        Element element = trees.getElement(new TreePath(getCurrentPath(), called));
        if (!(element instanceof ExecutableElement) || !(element.getEnclosingElement() instanceof TypeElement)) return;
        int count = node.getArguments().size();
        for (Element member : elements.getAllMembers((TypeElement) element.getEnclosingElement())) {
            if (!(member instanceof ExecutableElement) || !member.getSimpleName().contentEquals(element.getSimpleName())) continue;
            List<? extends VariableElement> parameters = ((ExecutableElement) member).getParameters();
            if (parameters.size() == count - 1) {
                for (int drop = 0; drop < count; drop++) {
                    int skip = drop;
                    String kept = IntStream.range(0, count).filter(i -> i != skip).mapToObj(i -> unit.text(node.getArguments().get(i))).collect(Collectors.joining(", "));
                    add(node, "overload", 0.15, "without " + shortened(unit.text(node.getArguments().get(drop))), new Change(unit.start(node.getArguments().get(0)), unit.end(node.getArguments().get(count - 1)), kept));
                }
            } else if (parameters.size() == count + 1) {
                more(node, called, parameters, count);
            }
        }
    }

    private void more(MethodInvocationTree node, ExpressionTree called, List<? extends VariableElement> parameters, int count) {
        for (int place = 0; place <= count; place++) {
            TypeMirror wanted = parameters.get(place).asType();
            List<String> values = variables().stream().filter(v -> v.type != null && types.isAssignable(types.erasure(v.type), types.erasure(wanted))).map(v -> v.name).limit(5).collect(Collectors.toList());
            values.addAll(wanted.getKind() == TypeKind.BOOLEAN ? List.of("true", "false") : integral(wanted) ? List.of("0", "1") : List.of());
            int at = count == 0 ? unit.end(node) - 1 : place < count ? unit.start(node.getArguments().get(place)) : unit.end(node.getArguments().get(count - 1));
            for (String value : values) add(node, "overload", 0.15, "with " + value, new Change(at, at, count == 0 ? value : place < count ? value + ", " : ", " + value));
        }
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, Void unused) {
        if (unit.has(node)) {
            String name = node.getName().toString();
            int end = unit.end(node);
            if (unit.text.startsWith(name, end - name.length())) for (String other : EditTables.alike(name)) add(node, "function", 0.4, other + " instead of " + name, new Change(end - name.length(), end, other));
        }
        return super.visitMemberReference(node, unused);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree node, Void unused) {
        boolean called = parent() instanceof MethodInvocationTree && ((MethodInvocationTree) parent()).getMethodSelect() == node;
        if (unit.has(node) && !called && method != null || unit.has(node) && !called && parent() instanceof VariableTree) member(node);
        return super.visitMemberSelect(node, unused);
    }

    private void member(MemberSelectTree node) {
        Element element = trees.getElement(getCurrentPath());
        if (element == null || !element.getKind().isField()) return;
        String name = node.getIdentifier().toString();
        int end = unit.end(node);
        int start = end - name.length();
        if (!unit.text.startsWith(name, start)) return;
        if (name.equals("length")) {
            nudge(node, 0.3);
            return;
        }
        if (!(element.getEnclosingElement() instanceof TypeElement)) return;
        Set<String> alike = new HashSet<>(EditTables.alike(name));
        int left = 12;
        for (Element other : elements.getAllMembers((TypeElement) element.getEnclosingElement())) {
            String named = other.getSimpleName().toString();
            if (!other.getKind().isField() || named.equals(name) || !fits(other.asType(), element.asType()) || other.getModifiers().contains(Modifier.STATIC) != element.getModifiers().contains(Modifier.STATIC)) continue;
            if (left-- > 0) add(node, "attribute", (alike.contains(named) ? 0.5 : 0.3) * (0.5 + EditTables.similarity(named, name) / 2), named + " instead of " + name, new Change(start, end, named));
        }
        boolean own = node.getExpression().toString().equals("this");
        if (own && variable(name) != null && !variable(name).field) replace(node, "variable", 0.25, name);
        if (own) for (Variable other : variables()) if (!other.field && fits(other.type, element.asType()) && !(parent() instanceof AssignmentTree && ((AssignmentTree) parent()).getVariable() == node)) replace(node, "variable", 0.15, other.name);
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void unused) {
        Element element = unit.has(node) ? trees.getElement(getCurrentPath()) : null;
        String name = node.getName().toString();
        boolean value = element == null ? Character.isLowerCase(name.charAt(0)) : element instanceof VariableElement;
        boolean called = parent() instanceof MethodInvocationTree && ((MethodInvocationTree) parent()).getMethodSelect() == node;
        if (unit.has(node) && value && !called && !name.equals("this") && !name.equals("super")) {
            TypeMirror type = element == null ? null : element.asType();
            int left = 20;
            for (Variable other : variables()) {
                if (other.name.equals(name) || !fits(other.type, type) || left-- <= 0) continue;
                boolean unused2 = !other.field && !read.contains(other.name);
                replace(node, "variable", (unused2 ? 0.6 : 0.3) * (0.6 + 0.4 * EditTables.similarity(other.name, name)), other.name);
            }
            if (ownField(name) != null && !(parent() instanceof AssignmentTree)) replace(node, "variable", 0.3, "this." + name);
            if (string(type) && parent() instanceof MethodInvocationTree) tidied(node, 0.06);
            getters(node, name, type);
        }
        return super.visitIdentifier(node, unused);
    }

    /** A part of it instead of the thing itself, where only a part fits. */
    private void getters(IdentifierTree node, String name, TypeMirror type) {
        if (type != null && type.getKind() == TypeKind.DECLARED && parent() instanceof BinaryTree && is(type, "java.util.Collection")) replace(node, "attribute", 0.1, name + ".size()");
    }
}
