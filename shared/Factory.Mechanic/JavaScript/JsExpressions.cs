using System.Globalization;
using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits of expressions: operators, literals, names, members, arguments.</summary>
internal sealed class JsExpressions(JsTree tree, JsScope scope, JsWriter writer)
{
    private const int MostNames = 20;

    private readonly List<string> _numbers = [.. tree.All.OfType<NumericLiteral>().Select(n => n.Raw).Distinct(StringComparer.Ordinal).Take(12)];
    private readonly List<string> _strings =
        [.. tree.All.OfType<StringLiteral>().Select(s => s.Raw).Where(r => r.Length is > 2 and < 30).Distinct(StringComparer.Ordinal).Take(60)];

    public void Visit(Node node)
    {
        switch (node)
        {
            case BinaryExpression binary:
                Binary(binary);
                break;
            case AssignmentExpression assignment:
                Assignment(assignment);
                break;
            case UpdateExpression update:
                Update(update);
                break;
            case UnaryExpression unary:
                Unary(unary);
                break;
            case NumericLiteral number when IsValue(tree, number):
                Number(number);
                break;
            case StringLiteral text when IsValue(tree, text):
                Strings(text);
                break;
            case BooleanLiteral boolean:
                writer.Replace(boolean, "boolean", 0.6, boolean.Raw == "true" ? "false" : "true");
                break;
            case Identifier name when scope.IsRead(name):
                Name(name);
                break;
            case MemberExpression member:
                Member(member);
                break;
            case CallExpression call:
                Call(call, call.Callee, call.Arguments);
                break;
            case NewExpression made:
                Call(made, made.Callee, made.Arguments);
                break;
            case ConditionalExpression conditional:
                writer.Swap(conditional.Consequent, conditional.Alternate, "swapped-branches", 0.35);
                break;
            case AwaitExpression awaited:
                writer.Replace(awaited, "missing-await", 0.08, tree.TextOf(awaited.Argument));
                break;
            case YieldExpression { Argument: { } given } yielded:
                writer.Replace(yielded, "yield", 0.5, yielded.Delegate ? $"yield {tree.TextOf(given)}" : $"yield* {tree.TextOf(given)}");
                break;
            case VariableDeclarator { Init: { } init } declarator:
                Initial(init);
                Copy(init, declarator.Id is Identifier);
                break;
            case ArrowFunctionExpression { Body: Expression body }:
                Result(body);
                break;
            case ReturnStatement { Argument: { } result }:
                Result(result);
                break;
            case TemplateLiteral template:
                foreach (var (left, right) in template.Expressions.Zip(template.Expressions.Skip(1))) writer.Swap(left, right, "swapped-operands", 0.15);
                break;
        }
    }

    /// <summary>What stands alone wherever it is put.</summary>
    public static bool Simple(Node node) => node is Identifier or MemberExpression or CallExpression or Literal or ThisExpression or TemplateLiteral or ArrayExpression or ChainExpression or NewExpression;

    /// <summary>Whether a literal is a value: no key, no name of a module, no directive.</summary>
    public static bool IsValue(JsTree tree, Literal node) => tree.Parent(node) switch
    {
        ImportDeclaration or ExportNamedDeclaration or ExportAllDeclaration or ImportExpression => false,
        Property property => property.Value == node,
        ExpressionStatement => false,
        CallExpression { Callee: Identifier { Name: "require" } } => false,
        _ => true,
    };

    private void Binary(BinaryExpression node)
    {
        var spelled = Spelled(node.Left, node.Right);
        if (spelled is not var (at, text)) return;
        foreach (var (other, prior) in JsOperators.Swaps(text)) writer.Replace(at.Start, at.End, JsOperators.Kind(text), prior, other, $"{other} instead of {text}");
        var compares = text is "<" or "<=" or ">" or ">=" or "===" or "==" or "!==" or "!=";
        if (compares)
        {
            Nudge(node.Right, 0.2);
            Nudge(node.Left, 0.1);
        }

        if (text is "<" or "<=" or ">" or ">=" or "-" or "/" or "%" or "**" && Simple(node.Left) && Simple(node.Right)) writer.Swap(node.Left, node.Right, "swapped-operands", text.Length > 1 || text is "<" or ">" ? 0.12 : 0.35);
        if (text is "+" or "-" or "*" or "/" or "%" or "&&" or "||" or "??")
        {
            var one = text is "+" or "-" && node.Right is NumericLiteral { Raw: "1" };
            var logical = node is LogicalExpression;
            writer.Replace(node, one ? "off-by-one" : logical ? "dropped-condition" : "dropped-operand", one ? 0.5 : 0.2, Bare(node, node.Left));
            writer.Replace(node, logical ? "dropped-condition" : "dropped-operand", logical ? 0.2 : 0.1, Bare(node, node.Right));
        }

        // Parentheses that are missing: a op b op c is read from the left.
        if (node.Left is BinaryExpression inner and not LogicalExpression && node is not LogicalExpression && !compares && tree.Text[node.Start] != '(')
        {
            var grouped = $"{tree.Text[node.Start..inner.Right.Start]}({tree.Text[inner.Right.Start..node.End]})";
            if (tree.TokenBefore(inner.Right.Start) is { } before && tree.Text[before.Start] != '(') writer.Replace(node, "grouping", 0.2, grouped);
        }
    }

    private void Assignment(AssignmentExpression node)
    {
        if (Spelled(node.Left, node.Right) is not var (at, text)) return;
        foreach (var (other, prior) in JsOperators.Swaps(text)) writer.Replace(at.Start, at.End, "assignment", prior, other, $"{other} instead of {text}");
        Initial(node.Right);
        Copy(node.Right, true);
    }

    private void Update(UpdateExpression node)
    {
        var at = node.Prefix ? node.Start : node.End - 2;
        writer.Replace(at, at + 2, "arithmetic", 0.5, tree.Text[at] == '+' ? "--" : "++");
        // Counted before or after the value is taken matters where the value is used.
        if (tree.Parent(node) is not (ExpressionStatement or ForStatement)) writer.Replace(node, "update-order", 0.25, node.Prefix ? tree.TextOf(node.Argument) + tree.Text[at..(at + 2)] : tree.Text[at..(at + 2)] + tree.TextOf(node.Argument));
    }

    private void Unary(UnaryExpression node)
    {
        var inner = tree.TextOf(node.Argument);
        if (node.Operator == Operator.LogicalNot) writer.Replace(node, "negation", 0.6, Simple(node.Argument) ? inner : $"({inner})", "without !");
        if (node.Operator == Operator.UnaryNegation) writer.Replace(node, "sign", 0.4, inner, "without -");
    }

    private void Number(NumericLiteral node)
    {
        if (tree.Parent(node) is BinaryExpression { Right: var right } parent && right == node && node.Raw == "1" && tree.Text[parent.Left.End..node.Start].AsSpan().ContainsAny('+', '-'))
        {
            writer.Replace(node, "off-by-one", 0.25, "2");
        }
        else if (long.TryParse(node.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            writer.Replace(node, "off-by-one", 0.5, (value + 1).ToString(CultureInfo.InvariantCulture));
            writer.Replace(node, "off-by-one", 0.5, value > 0 ? (value - 1).ToString(CultureInfo.InvariantCulture) : tree.Parent(node) is BinaryExpression or UnaryExpression ? "(-1)" : "-1");
            if (value >= 10) writer.Replace(node, "constant", 0.08, (value * 10).ToString(CultureInfo.InvariantCulture));
            if (value >= 10) writer.Replace(node, "constant", 0.08, (value / 10).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var other in _numbers.Where(n => n != node.Raw)) writer.Replace(node, "constant", 0.12, other);
    }

    private void Strings(StringLiteral node)
    {
        if (node.Raw.Length is <= 2 or >= 30) return;
        foreach (var other in _strings.Where(s => s != node.Raw).OrderByDescending(s => Similarity.Of(s, node.Raw)).Take(4)) writer.Replace(node, "text", 0.12, other);
    }

    private void Name(Identifier node)
    {
        var called = tree.Parent(node) is CallExpression { Callee: var callee } && callee == node;
        foreach (var other in JsOperators.Methods(node.Name)) if (called) writer.Replace(node, "function", 0.4, other);
        var shorthand = tree.Parent(node) is Property { Shorthand: true };
        var weight = called || tree.Parent(node) is MemberExpression ? 0.12 : 0.3;
        foreach (var other in scope.Names(node).Where(n => n != node.Name && scope.IsCalled(n) == scope.IsCalled(node.Name)).Take(MostNames))
        {
            var unused = scope.IsUnused(node, other) ? 1.7 : 1;
            writer.Replace(node, "variable", Math.Min(0.7, weight * unused * (0.6 + (0.4 * Similarity.Of(other, node.Name)))), shorthand ? $"{node.Name}: {other}" : other);
        }

        if (!called && !shorthand && scope.Members("this").Contains(node.Name)) writer.Replace(node, "variable", 0.3, "this." + node.Name);
        if (!called && !shorthand) Lacking(node);
    }

    private void Member(MemberExpression node)
    {
        var owner = tree.TextOf(node.Object);
        if (node.Computed)
        {
            Nudge(node.Property, 0.3);
            return;
        }

        if (node.Property is not Identifier property) return;
        var called = tree.Parent(node) is CallExpression { Callee: var callee } && callee == node;
        foreach (var other in JsOperators.Methods(property.Name)) writer.Replace(property, "function", JsOperators.AreOpposite(property.Name, other) ? 0.5 : 0.2, other);
        foreach (var other in scope.Members(owner).Where(m => m != property.Name).Take(12)) writer.Replace(property, "attribute", (called ? 0.1 : 0.3) * (0.5 + (Similarity.Of(other, property.Name) / 2)), other);
        if (property.Name is "length" or "size" && tree.Parent(node) is not AssignmentExpression { Left: var left } || property.Name == "length" && tree.Parent(node) is AssignmentExpression { Right: var right } && right == node)
        {
            if (tree.Parent(node) is not BinaryExpression { Operator: Operator.Subtraction or Operator.Addition }) Nudge(node, 0.3);
        }

        // What it belongs to may be missing.
        if (!node.Optional && node.Object is not (ThisExpression or Super) && tree.Parent(node) is not AssignmentExpression { Left: MemberExpression } && node.Object is Identifier or MemberExpression or CallExpression && !char.IsUpper(owner[0]))
        {
            if (tree.Operator(node.Object, node.Property, ".") is { } dot) writer.Replace(dot.Start, dot.End, "null-check", 0.15, "?.", $"?. behind {JsWriter.Short(owner)}");
        }

        if (owner == "this" && !called && scope.Names(node).Contains(property.Name)) writer.Replace(node, "variable", 0.25, property.Name);
        if (!called) Lacking(node);
    }

    private void Call(Expression node, Node callee, NodeList<Expression> arguments)
    {
        foreach (var (left, right) in arguments.Zip(arguments.Skip(1))) if (left is not SpreadElement && right is not SpreadElement) writer.Swap(left, right, "swapped-arguments", left is IFunction || right is IFunction ? 0.05 : 0.35);
        if (arguments is [not SpreadElement and var first, not SpreadElement and var second, not SpreadElement and var third])
        {
            var (a, b, c) = (tree.TextOf(first), tree.TextOf(second), tree.TextOf(third));
            writer.Add(node.Start, "swapped-arguments", 0.12, "the last argument first", (first.Start, first.End, c), (second.Start, second.End, a), (third.Start, third.End, b));
            writer.Add(node.Start, "swapped-arguments", 0.12, "the first argument last", (first.Start, first.End, b), (second.Start, second.End, c), (third.Start, third.End, a));
            writer.Swap(first, third, "swapped-arguments", 0.15);
        }

        var method = callee switch { Identifier id => id.Name, MemberExpression { Property: Identifier id } => id.Name, _ => "" };
        var near = method is "slice" or "substring" or "substr" or "at" or "charAt" or "splice" or "padStart" or "fill" or "repeat" ? 0.4 : 0.1;
        foreach (var argument in arguments) Nudge(argument, near);
        if (tree.TokenBefore(node.End) is not { } close || tree.Text[close.Start] != ')') return;
        var comma = arguments.Count > 0 ? ", " : "";
        Wanted(callee, method, arguments, close.Start, comma);
        if (arguments.Count > 1 && arguments[^1] is not IFunction) writer.Add(node.Start, "removed-argument", 0.12, $"without {JsWriter.Short(tree.TextOf(arguments[^1]))}", (arguments[^2].End, arguments[^1].End, ""));
        if (method == "push" && arguments is [not SpreadElement]) writer.Insert(arguments[0].Start, "append", arguments[0] is CallExpression or ArrayExpression ? 0.5 : 0.3, "...");
        if (arguments is [SpreadElement spread]) writer.Replace(spread, "append", 0.2, tree.TextOf(spread.Argument));
        if (method is "sort" && arguments.Count == 0) writer.Insert(close.Start, "order", 0.4, "(a, b) => a - b");
        if (method is "sort" && arguments.Count == 0) writer.Insert(close.Start, "order", 0.15, "(a, b) => b - a");
        if (method is "parseInt" && arguments.Count == 1) writer.Insert(close.Start, "added-argument", 0.3, ", 10");
        if (method is "reduce" or "reduceRight" && arguments.Count == 1)
        {
            foreach (var initial in new[] { "0", "1", "''", "[]", "{}" }) writer.Insert(close.Start, "initial-value", initial == "0" ? 0.5 : 0.3, ", " + initial);
        }

        if (method is "split" && arguments.Count == 1) writer.Insert(close.Start, "added-argument", 0.1, ", 2");
        if (callee is MemberExpression { Object: var target } && arguments.Count == 0) writer.Replace(node, "dropped-call", 0.12, tree.TextOf(target));
        if (callee is Identifier && arguments is [var only] && method is "Number" or "String" or "Boolean" or "parseInt" or "encodeURIComponent") writer.Replace(node, "dropped-call", 0.12, Bare(node, arguments[0]));
        Await(node, method);
    }

    /// <summary>Arguments that the function's own definition takes and the call does not give.</summary>
    private void Wanted(Node callee, string method, NodeList<Expression> arguments, int close, string comma)
    {
        if (scope.FunctionNamed(method) is not { } function || arguments.Any(a => a is SpreadElement) || function.Params.Count <= arguments.Count) return;
        var parameter = JsScope.Parameters((Node)function).ElementAtOrDefault(arguments.Count);
        if (parameter is null) return;
        foreach (var name in scope.Locals(callee).Where(n => !arguments.Any(a => tree.TextOf(a) == n)).Take(8))
        {
            var prior = name == parameter ? 0.6 : 0.1 * (0.5 + Similarity.Of(name, parameter));
            writer.Insert(close, "added-argument", prior, comma + name);
        }

        if (scope.Members("this").Contains(parameter)) writer.Insert(close, "added-argument", 0.4, $"{comma}this.{parameter}");
    }

    private void Await(Expression node, string method)
    {
        if (node is not CallExpression || tree.Parent(node) is AwaitExpression or ReturnStatement || scope.Function(node) is not IFunction { Async: true }) return;
        var known = scope.FunctionNamed(method) is { Async: true };
        var text = "await " + tree.TextOf(node);
        // What fails later than it is caught is not caught at all.
        var caught = tree.Ancestors(node).TakeWhile(a => a is not IFunction).Any(a => a is TryStatement);
        writer.Replace(node, "missing-await", known ? 0.8 : caught ? 0.45 : 0.15, tree.Parent(node) is MemberExpression ? $"({text})" : text);
    }

    /// <summary>Another value to start from.</summary>
    private void Initial(Node value)
    {
        string[] others = tree.TextOf(value) switch
        {
            "0" => ["-Infinity", "Infinity", "null"],
            "1" => ["0"],
            "null" => ["0", "[]", "''", "undefined", "{}"],
            "[]" => ["{}", "null", "new Set()", "new Map()"],
            "{}" => ["[]", "new Map()", "Object.create(null)"],
            "''" or "\"\"" => ["null", "[]", "' '"],
            "undefined" => ["null", "0", "''"],
            _ => [],
        };
        for (var i = 0; i < others.Length; i++) writer.Replace(value, "initial-value", 0.25 - (0.03 * i), others[i]);
    }

    private void Copy(Node value, bool named)
    {
        if (!named || value is not (Identifier or MemberExpression)) return;
        writer.Replace(value, "copy", 0.12, $"[...{tree.TextOf(value)}]");
        writer.Replace(value, "copy", 0.12, $"{{ ...{tree.TextOf(value)} }}");
    }

    private void Result(Expression value)
    {
        if (value is ObjectExpression or IFunction) return;
        if (Simple(value) && value is not Literal) writer.Replace(value, "negation", 0.2, "!" + tree.TextOf(value));
        Nudge(value, 0.15);
        if (value is Identifier or MemberExpression) Copy(value, true);
        if (value is CallExpression or Identifier or MemberExpression)
        {
            foreach (var empty in new[] { "0", "null", "[]", "''", "false" }) writer.Insert(value.End, "null-check", 0.08, " ?? " + empty);
        }

        // A division by nothing has a result of its own.
        if (value is NonLogicalBinaryExpression { Operator: Operator.Division or Operator.Remainder } division)
            writer.Replace(value, "missing-guard", 0.3, $"{(Simple(division.Right) ? tree.TextOf(division.Right) : $"({tree.TextOf(division.Right)})")} === 0 ? 0 : {tree.TextOf(value)}");
    }

    /// <summary>What a value may lack: a call around it or behind it, or what stands for it where there is none.</summary>
    private void Lacking(Expression node)
    {
        var text = tree.TextOf(node);
        if (text.Length > 60 || tree.Parent(node) is MemberExpression { Computed: false } or UpdateExpression or SpreadElement or Property { Shorthand: true } or AssignmentPattern or ExportSpecifier) return;
        if (tree.Parent(node) is AssignmentExpression { Left: var left } && left == node) return;
        foreach (var method in Habits(node)) if (!text.EndsWith(method, StringComparison.Ordinal)) writer.Replace(node, "missing-call", 0.25, text + method);
        if (tree.Parent(node) is CallExpression or BinaryExpression or VariableDeclarator or AssignmentExpression or ReturnStatement or TemplateLiteral)
        {
            foreach (var (around, prior) in new[] { ("Number({0})", 0.07), ("String({0})", 0.05), ("Math.abs({0})", 0.05), ("Math.floor({0})", 0.08), ("{0}.trim()", 0.07), ("{0}.toLowerCase()", 0.07), ("{0}.length", 0.06) })
                writer.Replace(node, "missing-call", prior, string.Format(CultureInfo.InvariantCulture, around, text));
        }

        if (tree.Parent(node) is ForOfStatement { Right: var over } && over == node) writer.Replace(node, "null-check", 0.15, text + " ?? []");
    }

    // Methods that the function calls on other values are what a value beside them may want too.
    private IEnumerable<string> Habits(Node node) =>
        JsTree.Under(scope.Function(node)).OfType<CallExpression>().Where(c => c.Arguments.Count == 0 && c.Callee is MemberExpression { Computed: false, Property: Identifier { Name: "trim" or "toLowerCase" or "toUpperCase" or "toString" or "slice" or "trimEnd" or "trimStart" } })
            .Select(c => "." + ((Identifier)((MemberExpression)c.Callee).Property).Name + "()").Distinct(StringComparer.Ordinal).Take(3);

    private void Nudge(Node node, double prior)
    {
        if (node is not (Identifier or MemberExpression or CallExpression)) return;
        writer.Replace(node, "off-by-one", prior, tree.TextOf(node) + " - 1");
        writer.Replace(node, "off-by-one", prior, tree.TextOf(node) + " + 1");
    }

    private string Bare(Node whole, Node part) =>
        Simple(part) || tree.Parent(whole) is not (BinaryExpression or UnaryExpression or MemberExpression or AwaitExpression or ConditionalExpression) ? tree.TextOf(part) : $"({tree.TextOf(part)})";

    private ((int Start, int End) At, string Text)? Spelled(Node left, Node right)
    {
        for (var at = tree.Token(left.End); at is { } token && token.Start < right.Start; at = tree.Token(token.End))
        {
            var text = tree.Text[token.Start..token.End];
            if (text is not (")" or "(")) return (token, text);
        }

        return null;
    }
}
