using System.Globalization;
using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Factory.Mechanic.CSharp;

/// <summary>Small edits of a C# file, from Roslyn's syntax tree.</summary>
internal sealed class CSharpEdits : CSharpSyntaxWalker
{
    private readonly string _path;
    private readonly SyntaxTree _tree;
    private readonly IReadOnlySet<int>? _lines;
    private readonly ByteOffsets _offsets;
    private readonly int _mark;
    private readonly List<Edit> _found = [];
    private readonly List<string> _numbers;

    private CSharpEdits(string path, string text, int mark, SyntaxTree tree, IReadOnlySet<int>? lines)
    {
        (_path, _tree, _lines, _mark) = (path, tree, lines, mark);
        _offsets = new ByteOffsets(text);
        _numbers = [.. tree.GetRoot().DescendantTokens().Where(t => t.IsKind(SyntaxKind.NumericLiteralToken)).Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(12)];
    }

    /// <summary>Edits on the given lines (null: all), with the literals that the report tells; none where the file is not UTF-8.</summary>
    public static IReadOnlyList<Edit> Of(string path, byte[] content, IReadOnlySet<int>? lines, Told told)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return [];
        }

        var mark = text.StartsWith('\ufeff') ? 1 : 0;
        var tree = CSharpSyntaxTree.ParseText(text[mark..], new CSharpParseOptions(LanguageVersion.Preview));
        var edits = new CSharpEdits(path, text, mark, tree, lines);
        // The likelier of two that do the same come first.
        new CSharpUnused(tree, edits.Take).Run();
        new CSharpFlow(tree, edits.Take).Run();
        edits.Visit(tree.GetRoot());
        new CSharpStatements(tree, edits.Take, told).Run();
        new CSharpConditions(tree, edits.Take).Run();
        new CSharpValues(tree, edits.Take, told).Run();
        return edits._found;
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var operation = node.OperatorToken;
        // Beside an operand with its own "- 1" that one is the likelier mistake, and reads better without.
        var weight = CSharpOperators.Compares(operation.Text) && node.Right is BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.Text: "1" } } ? 0.4 : 1;
        foreach (var (other, prior) in CSharpOperators.Swaps(operation.Text)) Replace(operation.Span, Kind(operation), prior * weight, other, $"{other} instead of {operation.Text}");
        if (node.IsKind(SyntaxKind.SubtractExpression) || node.IsKind(SyntaxKind.DivideExpression) || node.IsKind(SyntaxKind.ModuloExpression)) Swap(node.Left, node.Right, "swapped-operands", 0.35);
        if (node.IsKind(SyntaxKind.AddExpression) || node.IsKind(SyntaxKind.SubtractExpression))
        {
            var one = node.Right is LiteralExpressionSyntax { Token.Text: "1" };
            Replace(node.Span, one ? "off-by-one" : "dropped-operand", one ? 0.5 : 0.2, node.Left.ToString());
        }

        if (node.IsKind(SyntaxKind.LogicalAndExpression) || node.IsKind(SyntaxKind.LogicalOrExpression))
        {
            Replace(node.Span, "dropped-condition", 0.2, node.Left.ToString());
            Replace(node.Span, "dropped-condition", 0.2, node.Right.ToString());
        }

        if (CSharpOperators.Compares(operation.Text)) Nudge(node.Right, 0.2);
        base.VisitBinaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        foreach (var (other, prior) in CSharpOperators.Swaps(node.OperatorToken.Text)) Replace(node.OperatorToken.Span, "assignment", prior, other, $"{other} instead of {node.OperatorToken.Text}");
        base.VisitAssignmentExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression)) Replace(node.OperatorToken.Span, "negation", 0.6, "", "without !");
        if (node.IsKind(SyntaxKind.UnaryMinusExpression)) Replace(node.OperatorToken.Span, "sign", 0.4, "", "without -");
        Step(node.OperatorToken);
        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        Step(node.OperatorToken);
        base.VisitPostfixUnaryExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.TrueLiteralExpression) || node.IsKind(SyntaxKind.FalseLiteralExpression))
        {
            Replace(node.Span, "boolean", 0.6, node.IsKind(SyntaxKind.TrueLiteralExpression) ? "false" : "true");
        }
        else if (node.IsKind(SyntaxKind.NumericLiteralExpression))
        {
            Number(node);
        }

        base.VisitLiteralExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Negate(node.Condition, 0.5);
        base.VisitIfStatement(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Negate(node.Condition, 0.3);
        base.VisitWhileStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Swap(node.WhenTrue, node.WhenFalse, "swapped-branches", 0.4);
        base.VisitConditionalExpression(node);
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is { } value) Nudge(value, 0.15);
        if (node.Expression is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax) Negate(node.Expression, 0.2);
        base.VisitReturnStatement(node);
    }

    public override void VisitBreakStatement(BreakStatementSyntax node) => Replace(node.BreakKeyword.Span, "loop-control", 0.3, "continue");

    public override void VisitContinueStatement(ContinueStatementSyntax node) => Replace(node.ContinueKeyword.Span, "loop-control", 0.4, "break");

    public override void VisitBracketedArgumentList(BracketedArgumentListSyntax node)
    {
        foreach (var argument in node.Arguments) Nudge(argument.Expression, 0.3);
        base.VisitBracketedArgumentList(node);
    }

    public override void VisitArgumentList(ArgumentListSyntax node)
    {
        foreach (var (left, right) in node.Arguments.Zip(node.Arguments.Skip(1))) Swap(left.Expression, right.Expression, "swapped-arguments", 0.35);
        foreach (var argument in node.Arguments) Nudge(argument.Expression, 0.1);
        if (node.Arguments is [{ Expression: var first }, { Expression: var second }, { Expression: var third }])
        {
            Swap(first, third, "swapped-arguments", 0.15);
            Add(first.Span, "swapped-arguments", 0.12, "the last argument first", Change(first.Span, third.ToString()), Change(second.Span, first.ToString()), Change(third.Span, second.ToString()));
            Add(first.Span, "swapped-arguments", 0.12, "the first argument last", Change(first.Span, second.ToString()), Change(second.Span, third.ToString()), Change(third.Span, first.ToString()));
        }

        base.VisitArgumentList(node);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var called = node.Parent is InvocationExpressionSyntax;
        foreach (var other in CSharpOperators.Alike(node.Name.Identifier.Text)) Replace(node.Name.Span, "function", called ? 0.5 : 0.35, other);
        if (node.Name.Identifier.Text is "Length" or "Count" && !called) Nudge(node, 0.25);
        foreach (var other in MembersOf(node).Where(m => m != node.Name.Identifier.Text).Take(10))
        {
            Replace(node.Name.Span, "attribute", (called ? 0.1 : 0.3) * (0.5 + (Similarity.Of(other, node.Name.Identifier.Text) / 2)), other);
        }

        Visit(node.Expression);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (!CSharpScope.IsValue(node)) return;
        foreach (var (other, unused) in CSharpScope.Names(node).Where(n => n.Name != node.Identifier.Text).Take(20))
        {
            Replace(node.Span, "variable", (unused ? 0.5 : 0.3) * (0.6 + (0.4 * Similarity.Of(other, node.Identifier.Text))), other);
        }
    }

    private IEnumerable<string> MembersOf(MemberAccessExpressionSyntax node) =>
        _tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(m => m.Expression.ToString() == node.Expression.ToString() && m.Parent is InvocationExpressionSyntax == node.Parent is InvocationExpressionSyntax)
            .Select(m => m.Name.Identifier.Text).Distinct(StringComparer.Ordinal);

    private void Step(SyntaxToken operation)
    {
        if (operation.Text is "++" or "--") Replace(operation.Span, "arithmetic", 0.5, operation.Text == "++" ? "--" : "++");
    }

    private void Number(LiteralExpressionSyntax node)
    {
        var text = node.Token.Text;
        var digits = text.TrimEnd('m', 'M', 'd', 'D', 'f', 'F', 'l', 'L', 'u', 'U');
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            var suffix = text[digits.Length..];
            Replace(node.Span, "off-by-one", 0.5, (value + 1).ToString(CultureInfo.InvariantCulture) + suffix);
            Replace(node.Span, "off-by-one", 0.5, value > 0 ? (value - 1).ToString(CultureInfo.InvariantCulture) + suffix : $"(-1{suffix})");
        }

        foreach (var other in _numbers.Where(n => n != text)) Replace(node.Span, "constant", 0.12, other);
    }

    private void Negate(ExpressionSyntax node, double prior)
    {
        if (node is BinaryExpressionSyntax binary && CSharpOperators.Compares(binary.OperatorToken.Text)) return;
        if (node is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }) return;
        Replace(node.Span, "negation", prior, Simple(node) ? $"!{node}" : $"!({node})");
    }

    private void Nudge(ExpressionSyntax node, double prior)
    {
        if (!Simple(node) || node is LiteralExpressionSyntax) return;
        Replace(node.Span, "off-by-one", prior, $"{node} - 1");
        Replace(node.Span, "off-by-one", prior, $"{node} + 1");
    }

    private void Swap(ExpressionSyntax left, ExpressionSyntax right, string kind, double prior)
    {
        var (first, second) = (left.ToString(), right.ToString());
        if (first == second || first.Contains('\n', StringComparison.Ordinal) || second.Contains('\n', StringComparison.Ordinal)) return;
        if (kind == "swapped-operands" && (!Simple(left) || !Simple(right))) return;
        Add(left.Span, kind, prior, $"{first} and {second} swapped", Change(left.Span, second), Change(right.Span, first));
    }

    private static bool Simple(ExpressionSyntax node) => node is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax;

    private static string Kind(SyntaxToken operation) => CSharpOperators.Compares(operation.Text) ? "comparison" : operation.Text is "&&" or "||" ? "logical" : "arithmetic";

    private void Replace(Microsoft.CodeAnalysis.Text.TextSpan span, string kind, double prior, string text, string? what = null)
    {
        var old = _tree.GetText().ToString(span);
        if (old != text) Add(span, kind, prior, what ?? $"{Short(text)} instead of {Short(old)}", Change(span, text));
    }

    private void Take(Microsoft.CodeAnalysis.Text.TextSpan place, string kind, double prior, string what, params (Microsoft.CodeAnalysis.Text.TextSpan Span, string Text)[] changes)
    {
        if (changes.All(c => _tree.GetText().ToString(c.Span) == c.Text)) return;
        Add(place, kind, prior, Short(string.Join(' ', what.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), [.. changes.Select(c => Change(c.Span, c.Text))]);
    }

    private void Add(Microsoft.CodeAnalysis.Text.TextSpan span, string kind, double prior, string what, params TextChange[] changes)
    {
        var line = _tree.GetLineSpan(span).StartLinePosition.Line + 1;
        if (_lines is null || _lines.Contains(line)) _found.Add(new Edit(_path, line, kind, prior, what, changes));
    }

    private TextChange Change(Microsoft.CodeAnalysis.Text.TextSpan span, string text) => new(_offsets[span.Start + _mark], _offsets[span.End + _mark], text);

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
