using Factory.Mechanic.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Factory.Mechanic.CSharp;

/// <summary>Edits that use what is declared and never read in its file: who wrote it meant it for something.</summary>
internal sealed class CSharpUnused(SyntaxTree tree, CSharpEdit add)
{
    private const int MostUnused = 4;
    private const int MostBeside = 8;
    private const int LongestTest = 120;

    /// <summary>Constants and read-only fields by name, with the kind of what they hold.</summary>
    private readonly Dictionary<string, string> _kinds = tree.GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>().Where(f => f.Modifiers.Any(SyntaxKind.ConstKeyword) || f.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && f.Modifiers.Any(SyntaxKind.StaticKeyword))
        .SelectMany(f => f.Declaration.Variables.Select(v => (v.Identifier.Text, Kind: Kind(f.Declaration.Type.ToString())))).DistinctBy(f => f.Text, StringComparer.Ordinal).ToDictionary(f => f.Text, f => f.Kind, StringComparer.Ordinal);

    private List<(string Name, string Kind)> _unused = [];

    public void Run()
    {
        var root = tree.GetRoot();
        var read = root.DescendantNodes().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        _unused = [.. _kinds.Where(k => !read.Contains(k.Key)).Select(k => (k.Key, k.Value)).Take(MostUnused)];
        foreach (var method in root.DescendantNodes().Where(n => n is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax))
        {
            var given = (method as BaseMethodDeclarationSyntax)?.ParameterList.Parameters.Select(p => (Name: p.Identifier.Text, Kind: Kind(p.Type?.ToString() ?? ""))).Where(p => method.DescendantNodes().OfType<IdentifierNameSyntax>().All(i => i.Identifier.Text != p.Name)).ToList() ?? [];
            if (given.Count + _unused.Count == 0) continue;
            foreach (var node in method.DescendantNodes())
            {
                if (node is LiteralExpressionSyntax literal) foreach (var (name, _) in _unused.Concat(given).Where(u => u.Kind == Kind(literal))) Replace(literal, "constant", 0.35, name);
                if (node is IdentifierNameSyntax { Identifier.Text: var used } known && _kinds.TryGetValue(used, out var kind)) foreach (var (name, _) in _unused.Where(u => u.Kind == kind)) Replace(known, "variable", 0.4 * (0.6 + (0.4 * Similarity.Of(name, used))), name);
                if (Test(node) is { } test && test.Span.Length <= LongestTest) More(test, method, [.. _unused, .. given]);
            }
        }
    }

    private static ExpressionSyntax? Test(SyntaxNode node) => node switch
    {
        IfStatementSyntax branch => branch.Condition,
        WhileStatementSyntax loop => loop.Condition,
        ConditionalExpressionSyntax either => either.Condition,
        ReturnStatementSyntax { Expression: BinaryExpressionSyntax value } when Decides(value) => value,
        ArrowExpressionClauseSyntax { Expression: BinaryExpressionSyntax value } when Decides(value) => value,
        _ => null,
    };

    private static bool Decides(BinaryExpressionSyntax node) => CSharpOperators.Compares(node.OperatorToken.Text) || node.OperatorToken.Text is "&&" or "||";

    /// <summary>The comparison once more with the unused name, alone or for a case that is told apart elsewhere.</summary>
    private void More(ExpressionSyntax test, SyntaxNode method, List<(string Name, string Kind)> unused)
    {
        var text = test.ToString();
        var both = test is BinaryExpressionSyntax { OperatorToken.Text: "||" or "??" } or ConditionalExpressionSyntax ? $"({text})" : text;
        var either = test is ConditionalExpressionSyntax ? $"({text})" : text;
        var apart = Apart(test, method);
        foreach (var compared in Compared(test, unused).Distinct(StringComparer.Ordinal).Take(3))
        {
            foreach (var beside in apart) Replace(test, "added-condition", 0.35, $"{either} || ({beside} && {compared})");
            Replace(test, "added-condition", 0.3, $"{either} || {compared}");
            Replace(test, "added-condition", 0.25, $"{both} && {compared}");
        }

        foreach (var (name, _) in unused.Where(u => u.Kind == "several"))
        {
            foreach (var asked in test.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(CSharpScope.IsValue).Select(i => i.Identifier.Text).Concat((method as BaseMethodDeclarationSyntax)?.ParameterList.Parameters.Select(p => p.Identifier.Text) ?? []).Where(a => a != name).Distinct(StringComparer.Ordinal).Take(3))
            {
                Replace(test, "added-condition", 0.25, $"{either} || {name}.Contains({asked})");
                Replace(test, "added-condition", 0.25, $"{both} && !{name}.Contains({asked})");
            }
        }
    }

    private IEnumerable<string> Compared(ExpressionSyntax test, List<(string Name, string Kind)> unused)
    {
        foreach (var comparison in test.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Where(b => CSharpOperators.Compares(b.OperatorToken.Text)).Take(2))
        {
            foreach (var (name, kind) in unused)
            {
                if (KindOf(comparison.Right) == kind) yield return $"{comparison.Left} {comparison.OperatorToken.Text} {name}";
                else if (KindOf(comparison.Left) == kind) yield return $"{name} {comparison.OperatorToken.Text} {comparison.Right}";
            }
        }
    }

    /// <summary>Conditions that stand elsewhere in the file, those of the same method first; what is not known here does not compile.</summary>
    private List<string> Apart(ExpressionSyntax test, SyntaxNode method) =>
    [
        .. tree.GetRoot().DescendantNodes().SelectMany(n => n is BinaryExpressionSyntax { OperatorToken.Text: "&&" or "||" } parts ? [parts.Left, parts.Right] : Test(n) is { } other ? new[] { other } : [])
            .Where(e => e != test && e.Span.Length <= 60 && !test.ToString().Contains(e.ToString(), StringComparison.Ordinal)).OrderByDescending(e => e.Ancestors().Contains(method))
            .Select(e => e is BinaryExpressionSyntax { OperatorToken.Text: "||" or "??" } ? $"({e})" : e.ToString()).Distinct(StringComparer.Ordinal).Take(MostBeside),
    ];

    private string? KindOf(ExpressionSyntax side) => side switch
    {
        LiteralExpressionSyntax literal => Kind(literal),
        IdentifierNameSyntax { Identifier.Text: var name } => _kinds.GetValueOrDefault(name),
        MemberAccessExpressionSyntax { Name.Identifier.Text: var name } => _kinds.GetValueOrDefault(name),
        _ => null,
    };

    private static string? Kind(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        SyntaxKind.NumericLiteralExpression => "number",
        SyntaxKind.StringLiteralExpression => "string",
        _ => null,
    };

    private static string Kind(string type) => type.TrimEnd('?') switch
    {
        "int" or "long" or "double" or "decimal" or "float" or "short" or "byte" or "uint" or "ulong" => "number",
        "string" => "string",
        var other when other.EndsWith("[]", StringComparison.Ordinal) || other.Contains('<', StringComparison.Ordinal) => "several",
        var other => other,
    };

    private void Replace(SyntaxNode node, string kind, double prior, string text) => add(node.Span, kind, prior, $"{text} instead of {node}", (node.Span, text));
}
