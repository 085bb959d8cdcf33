using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits that use what is declared and never read in its file: who wrote it meant it for something.</summary>
internal sealed class JsUnused
{
    private const int MostUnused = 4;
    private const int MostBeside = 8;
    private const int LongestTest = 120;

    private readonly JsTree _tree;
    private readonly JsScope _scope;
    private readonly JsWriter _writer;

    /// <summary>Constants at the top of the file, with the kind of what they hold.</summary>
    private readonly Dictionary<string, string> _kinds;
    private readonly List<(string Name, string Kind)> _unused;
    private readonly List<(Expression Test, Node Function)> _tests;

    public JsUnused(JsTree tree, JsScope scope, JsWriter writer)
    {
        (_tree, _scope, _writer) = (tree, scope, writer);
        var declared = tree.Root.Body.OfType<VariableDeclaration>().SelectMany(d => d.Declarations).Select(d => (Name: (d.Id as Identifier)?.Name, Kind: d.Init is null ? null : Kind(d.Init))).Where(d => d is { Name: not null, Kind: not null });
        _kinds = declared.DistinctBy(d => d.Name, StringComparer.Ordinal).ToDictionary(d => d.Name!, d => d.Kind!, StringComparer.Ordinal);
        // An export or a shorthand is a mention, too.
        var mentions = tree.All.OfType<Identifier>().GroupBy(i => i.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(i => i.Start).Distinct().Count(), StringComparer.Ordinal);
        _unused = [.. _kinds.Where(k => mentions.GetValueOrDefault(k.Key) == 1).Select(k => (k.Key, k.Value)).Take(MostUnused)];
        _tests = _unused.Count == 0 ? [] : [.. tree.All.SelectMany(Tests).Where(t => t.End - t.Start <= 60).Select(t => (t, scope.Function(t)))];
    }

    public void Visit(Node node)
    {
        if (_unused.Count == 0 || _scope.Function(node) is not IFunction) return;
        if (node is NumericLiteral or StringLiteral && JsExpressions.IsValue(_tree, (Literal)node)) foreach (var (name, _) in _unused.Where(u => u.Kind == Kind((Expression)node))) _writer.Replace(node, "constant", 0.35, name);
        if (node is Identifier { Name: var used } && _scope.IsRead((Identifier)node) && _kinds.TryGetValue(used, out var kind) && !_scope.Locals(node).Contains(used, StringComparer.Ordinal))
            foreach (var (name, _) in _unused.Where(u => u.Kind == kind)) _writer.Replace(node, "variable", 0.4 * (0.6 + (0.4 * Similarity.Of(name, used))), name);
        if (node is IfStatement { Test: var branch }) More(branch);
        if (node is WhileStatement { Test: var loop }) More(loop);
        if (node is ConditionalExpression { Test: var either }) More(either);
        if (node is ReturnStatement { Argument: NonLogicalBinaryExpression or LogicalExpression } result && Tests(result).Any()) More(result.Argument!);
    }

    private static IEnumerable<Expression> Tests(Node node) => node switch
    {
        IfStatement i => [i.Test],
        WhileStatement w => [w.Test],
        ConditionalExpression c => [c.Test],
        LogicalExpression { Operator: Operator.LogicalAnd or Operator.LogicalOr } l => [l.Left, l.Right],
        ReturnStatement { Argument: NonLogicalBinaryExpression value } when Compares(value) => [value],
        ReturnStatement { Argument: LogicalExpression { Operator: not Operator.NullishCoalescing } value } => [value],
        _ => [],
    };

    private static bool Compares(NonLogicalBinaryExpression node) => node.Operator is Operator.Equality or Operator.StrictEquality or Operator.Inequality or Operator.StrictInequality or Operator.LessThan or Operator.LessThanOrEqual or Operator.GreaterThan or Operator.GreaterThanOrEqual;

    /// <summary>The comparison once more with the unused name, alone or for a case that is told apart elsewhere.</summary>
    private void More(Expression test)
    {
        var text = _tree.TextOf(test);
        if (text.Length > LongestTest) return;
        var both = test is LogicalExpression { Operator: not Operator.LogicalAnd } or ConditionalExpression or AssignmentExpression ? $"({text})" : text;
        var either = test is LogicalExpression { Operator: Operator.NullishCoalescing } or ConditionalExpression or AssignmentExpression ? $"({text})" : text;
        foreach (var compared in Compared(test).Distinct(StringComparer.Ordinal).Take(3))
        {
            foreach (var beside in Apart(test, text)) _writer.Replace(test, "added-condition", 0.35, $"{either} || ({beside} && {compared})");
            _writer.Replace(test, "added-condition", 0.3, $"{either} || {compared}");
            _writer.Replace(test, "added-condition", 0.25, $"{both} && {compared}");
        }

        foreach (var (name, kind) in _unused.Where(u => u.Kind is "array" or "Set" or "Map"))
        {
            var method = kind == "array" ? "includes" : "has";
            foreach (var asked in JsTree.Under(test).OfType<Identifier>().Where(_scope.IsRead).Select(i => i.Name).Concat(JsScope.Parameters(_scope.Function(test))).Where(n => _scope.Names(test).Contains(n, StringComparer.Ordinal) && !_scope.IsCalled(n)).Distinct(StringComparer.Ordinal).Take(3))
            {
                _writer.Replace(test, "added-condition", 0.25, $"{either} || {name}.{method}({asked})");
                _writer.Replace(test, "added-condition", 0.25, $"{both} && !{name}.{method}({asked})");
            }
        }
    }

    private IEnumerable<string> Compared(Expression test)
    {
        foreach (var comparison in JsTree.Under(test).OfType<NonLogicalBinaryExpression>().Where(Compares).Take(2))
        {
            foreach (var (name, kind) in _unused)
            {
                if (KindOf(comparison.Right) == kind) yield return _tree.Text[comparison.Start..comparison.Right.Start] + name;
                else if (KindOf(comparison.Left) == kind) yield return name + _tree.Text[comparison.Left.End..comparison.End];
            }
        }
    }

    /// <summary>Conditions that stand elsewhere in the file, those of the same function first, with names that are known here.</summary>
    private IEnumerable<string> Apart(Expression test, string text)
    {
        var seen = _scope.Names(test).ToHashSet(StringComparer.Ordinal);
        var function = _scope.Function(test);
        return _tests.Where(t => t.Test != test && !text.Contains(_tree.TextOf(t.Test), StringComparison.Ordinal) && JsTree.Under(t.Test).OfType<Identifier>().Where(_scope.IsRead).All(i => seen.Contains(i.Name) || char.IsUpper(i.Name[0])))
            .OrderByDescending(t => t.Function == function).Select(t => t.Test is LogicalExpression { Operator: not Operator.LogicalAnd } or ConditionalExpression ? $"({_tree.TextOf(t.Test)})" : _tree.TextOf(t.Test)).Distinct(StringComparer.Ordinal).Take(MostBeside);
    }

    private string? KindOf(Expression side) => side is Identifier { Name: var name } ? _kinds.GetValueOrDefault(name) : Kind(side);

    private static string? Kind(Expression value) => value switch
    {
        NumericLiteral or UnaryExpression { Operator: Operator.UnaryNegation, Argument: NumericLiteral } => "number",
        NonLogicalBinaryExpression { Left: var left, Right: var right } => Kind(left) == "number" && Kind(right) == "number" ? "number" : null,
        StringLiteral => "string",
        ArrayExpression => "array",
        NewExpression { Callee: Identifier { Name: "Set" or "Map" } made } => made.Name,
        _ => null,
    };
}
