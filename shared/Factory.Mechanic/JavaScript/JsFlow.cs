using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits of what a statement does with its value, and of what a method leaves as it was: a result that is kept instead of given back, the other way round, and a field that should have been emptied.</summary>
internal sealed class JsFlow(JsTree tree, JsScope scope, JsWriter writer)
{
    private const int MostResets = 6;

    public void Visit(Node node)
    {
        switch (node)
        {
            case ExpressionStatement { Expression: AssignmentExpression { Operator: Operator.Assignment, Left: Identifier name } assignment } statement:
                GivenBack(statement, name.Name, assignment.Right);
                break;
            case ReturnStatement { Argument: { } value and not Literal } statement:
                Kept(statement, value);
                break;
            case MethodDefinition { Value: FunctionExpression { Body: { } body } } method when tree.Parent(method) is ClassBody type && !method.Static && method.Kind != PropertyKind.Constructor:
                Resets(method, body, type);
                break;
        }
    }

    private IEnumerable<ReturnStatement> Returns(Node function) => JsTree.Under(function).OfType<ReturnStatement>().Where(r => r.Argument is not null && scope.Function(r) == function);

    /// <summary>x = e, at the end of a branch or a loop, where x or e was the answer.</summary>
    private void GivenBack(ExpressionStatement node, string name, Expression value)
    {
        if (tree.Parent(node) is FunctionBody or Acornima.Ast.Program or SwitchCase || tree.Parent(node) is BlockStatement block && block.Body[^1] != node) return;
        var function = scope.Function(node);
        if (function is not IFunction { Generator: false } || !Returns(function).Any()) return;
        writer.Replace(node, "missing-return", 0.2, $"return {name};");
        writer.Replace(node, "missing-return", 0.16, $"return {tree.TextOf(value)};");
    }

    /// <summary>return e, in a loop that was to go on: the name that is given back behind it takes the value.</summary>
    private void Kept(ReturnStatement node, Expression value)
    {
        if (!tree.Ancestors(node).TakeWhile(a => a is not IFunction).Any(a => a is ForStatement or ForOfStatement or ForInStatement or WhileStatement or DoWhileStatement)) return;
        var text = tree.TextOf(value);
        var later = Returns(scope.Function(node)).Where(r => r.Start > node.End).Select(r => r.Argument).OfType<Identifier>().Select(i => i.Name);
        foreach (var name in later.Where(n => n != text).Distinct(StringComparer.Ordinal).Take(2))
        {
            var reads = JsTree.Under(value).OfType<Identifier>().Any(i => i.Name == name && scope.IsRead(i));
            writer.Replace(node, "early-return", reads ? 0.35 : 0.2, $"{name} = {text};");
        }
    }

    /// <summary>A field that this method leaves alone, while others that work with the same fields do not: emptied or begun anew, as it is elsewhere in the class.</summary>
    private void Resets(MethodDefinition method, FunctionBody body, ClassBody type)
    {
        if (body.Body.Count == 0) return;
        var own = Used(method);
        var others = type.Body.OfType<MethodDefinition>().Where(m => m != method && m.Kind != PropertyKind.Constructor).Select(m => (IReadOnlySet<string>)Used(m)).ToList();
        // Of several for one field that of a method comes before that of the constructor.
        var wanted = JsTree.Under(type).OfType<ExpressionStatement>().Select(s => (Text: tree.TextOf(s), Field: Reset(s), Late: tree.Ancestors(s).Any(a => a is MethodDefinition { Kind: PropertyKind.Constructor })))
            .Where(r => r.Field is { } field && !own.Contains(field)).OrderBy(r => r.Late).DistinctBy(r => r.Field, StringComparer.Ordinal)
            .Select(r => (r.Text, Prior: FieldsTogether.Prior(r.Field!, own, others))).OrderByDescending(r => r.Prior).Take(MostResets);
        foreach (var (text, prior) in wanted)
            foreach (var statement in Beginnings(body.Body)) if (tree.Indentation(statement) is { } white) writer.Insert(statement.Start, "missing-reset", prior, text + tree.NewLine + white, "with " + JsWriter.Short(text));
    }

    /// <summary>The first statement and the first behind the guards: where a reset stands among the others says little.</summary>
    private static IEnumerable<Statement> Beginnings(IReadOnlyList<Statement> body) => body.Take(1).Concat(body.SkipWhile(IsGuard).Take(1)).Distinct();

    private static bool IsGuard(Statement node) => node is IfStatement { Alternate: null, Consequent: var then } && (then is BlockStatement { Body: { Count: > 0 } inner } ? inner[^1] : then) is ReturnStatement or ThrowStatement;

    private HashSet<string> Used(Node method) => JsTree.Under(method).OfType<MemberExpression>().Where(m => m is { Computed: false, Object: ThisExpression }).Select(m => tree.TextOf(m.Property)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The field that a statement empties or begins anew.</summary>
    private string? Reset(ExpressionStatement statement) => statement.Expression switch
    {
        CallExpression { Arguments.Count: 0, Callee: MemberExpression { Computed: false, Property: Identifier { Name: "clear" }, Object: var cleared } } => Field(cleared),
        AssignmentExpression { Operator: Operator.Assignment, Left: MemberExpression { Computed: false, Property: Identifier { Name: "length" }, Object: var emptied }, Right: NumericLiteral { Raw: "0" } } => Field(emptied),
        AssignmentExpression { Operator: Operator.Assignment, Left: var target, Right: var value } when IsEmpty(value) => Field(target),
        _ => null,
    };

    private string? Field(Node node) => node is MemberExpression { Computed: false, Object: ThisExpression } field ? tree.TextOf(field.Property) : null;

    private static bool IsEmpty(Expression value) => value is ArrayExpression { Elements.Count: 0 } or ObjectExpression { Properties.Count: 0 } or NullLiteral or NumericLiteral { Raw: "0" } or BooleanLiteral { Raw: "false" } or StringLiteral { Value.Length: 0 }
        or NewExpression { Arguments.Count: 0, Callee: Identifier { Name: "Map" or "Set" or "WeakMap" or "WeakSet" or "Array" } } or Identifier { Name: "undefined" };
}
