using Acornima;
using Acornima.Ast;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits of what decides: conditions negated, added, or taken from elsewhere in the file.</summary>
internal sealed class JsConditions(JsTree tree, JsScope scope, JsWriter writer)
{
    private const int MostElsewhere = 40;

    private readonly List<(string Text, Node Node)> _elsewhere =
        [.. tree.All.SelectMany(Tests).Select(t => (Text: tree.TextOf(t), Node: (Node)t)).Where(t => t.Text.Length <= 60).DistinctBy(t => t.Text, StringComparer.Ordinal).Take(MostElsewhere)];

    public void Visit(Node node)
    {
        switch (node)
        {
            case IfStatement { Test: var test }:
                Condition(test, 0.5);
                break;
            case WhileStatement { Test: var test }:
                Condition(test, 0.3);
                break;
            case DoWhileStatement { Test: var test }:
                Condition(test, 0.3);
                break;
            case ConditionalExpression { Test: var test }:
                Condition(test, 0.35);
                break;
            case LogicalExpression logical:
                Negate(logical.Left, 0.25);
                Negate(logical.Right, 0.25);
                break;
            case ReturnStatement { Argument: LogicalExpression or NonLogicalBinaryExpression or UnaryExpression { Operator: Operator.LogicalNot } } result when IsCondition(result.Argument!):
                More(result.Argument!);
                break;
            case ArrowFunctionExpression { Body: LogicalExpression or NonLogicalBinaryExpression or UnaryExpression { Operator: Operator.LogicalNot } } arrow when IsCondition(arrow.Body):
                More((Expression)arrow.Body);
                break;
        }
    }

    private static IEnumerable<Expression> Tests(Node node) => node switch
    {
        IfStatement i => [i.Test],
        WhileStatement w => [w.Test],
        ConditionalExpression c => [c.Test],
        LogicalExpression { Operator: Operator.LogicalAnd or Operator.LogicalOr } l => [l.Left, l.Right],
        _ => [],
    };

    private static bool IsCondition(Node node) => node is LogicalExpression { Operator: not Operator.NullishCoalescing } or UnaryExpression { Operator: Operator.LogicalNot }
        or NonLogicalBinaryExpression { Operator: Operator.Equality or Operator.StrictEquality or Operator.Inequality or Operator.StrictInequality or Operator.LessThan or Operator.LessThanOrEqual or Operator.GreaterThan or Operator.GreaterThanOrEqual };

    private void Condition(Expression test, double prior)
    {
        Negate(test, prior);
        More(test);
    }

    private void Negate(Expression node, double prior)
    {
        if (node is UnaryExpression { Operator: Operator.LogicalNot } || node is NonLogicalBinaryExpression && IsCondition(node)) return;
        writer.Replace(node, "negation", prior, JsExpressions.Simple(node) ? "!" + tree.TextOf(node) : $"!({tree.TextOf(node)})");
    }

    /// <summary>One condition more, or another one in its place.</summary>
    private void More(Expression test)
    {
        var text = tree.TextOf(test);
        var whole = test is LogicalExpression or ConditionalExpression or AssignmentExpression ? $"({text})" : text;
        foreach (var (other, prior) in Wanted(test, text).DistinctBy(w => w.Other, StringComparer.Ordinal).Where(w => w.Other != text))
        {
            // What guards an access stands before it.
            writer.Replace(test, "added-condition", prior, $"{other} && {whole}");
            writer.Replace(test, "added-condition", prior * 0.5, $"{whole} || {other}");
            if (!other.StartsWith('!')) writer.Replace(test, "added-condition", prior * 0.45, $"{whole} || !{(other.Contains(' ', StringComparison.Ordinal) ? $"({other})" : other)}");
        }
    }

    private IEnumerable<(string Other, double Prior)> Wanted(Expression test, string text)
    {
        var used = JsTree.Under(test).OfType<Identifier>().Where(scope.IsRead).Select(i => i.Name).Distinct(StringComparer.Ordinal).ToList();
        var seen = scope.Names(test).ToHashSet(StringComparer.Ordinal);
        foreach (var member in JsTree.Under(test).OfType<MemberExpression>())
        {
            var owner = tree.TextOf(member.Object);
            if (member.Computed) yield return ($"{tree.TextOf(member.Property)} < {owner}.length", 0.3);
            else foreach (var other in scope.Members(owner).Concat(scope.Members("this")).Concat(Alike(member)).Distinct(StringComparer.Ordinal).Where(m => !text.Contains($"{owner}.{m}", StringComparison.Ordinal)).Take(6))
            {
                yield return ($"!{owner}.{other}", 0.16);
                yield return ($"{owner}.{other}", 0.14);
            }
        }

        foreach (var name in used.Where(seen.Contains).Take(3)) yield return (name, 0.14);
        foreach (var name in JsScope.Parameters(scope.Function(test)).Where(p => scope.IsUnused(test, p)))
        {
            yield return (name, 0.4);
            yield return ("!" + name, 0.4);
        }

        foreach (var (other, node) in _elsewhere)
        {
            if (other == text || text.Contains(other, StringComparison.Ordinal)) continue;
            var names = JsTree.Under(node).OfType<Identifier>().Where(scope.IsRead).Select(i => i.Name).ToList();
            if (!names.TrueForAll(n => seen.Contains(n) || scope.FunctionNamed(n) is not null || char.IsUpper(n[0]))) continue;
            var near = names.Exists(used.Contains) ? 1 : 0.5;
            yield return (node is LogicalExpression or ConditionalExpression ? $"({other})" : other, 0.16 * near);
            writer.Replace(test, "condition", 0.07 * near, other);
        }
    }

    // Members that other things with the same member have: the fields of what is likely the same kind of thing.
    private IEnumerable<string> Alike(MemberExpression member) => member.Property is not Identifier property
        ? []
        : tree.All.OfType<MemberExpression>().Where(m => m is { Computed: false, Property: Identifier { Name: var name } } && name == property.Name).Select(m => tree.TextOf(m.Object)).Distinct(StringComparer.Ordinal).SelectMany(scope.Members);
}
