using System.Globalization;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Factory.Mechanic.CSharp;

/// <summary>Edits that put another value in a value's place: numbers that people named, bounds, parts of a sequence, what stands beside, what a thing is asked with.</summary>
internal sealed class CSharpValues(SyntaxTree tree, CSharpEdit add, Told told) : CSharpSyntaxWalker
{
    private const int MostNames = 8;
    private const int LongestCall = 80;

    private readonly List<string> _constants = [.. Fields(tree).Where(f => f.Modifiers.Any(SyntaxKind.ConstKeyword)).SelectMany(f => f.Declaration.Variables).Select(v => v.Identifier.Text).Take(MostNames)];
    private readonly List<string> _texts = [.. tree.GetRoot().DescendantTokens().Where(t => t.IsKind(SyntaxKind.StringLiteralToken) && t.Text.Length is > 2 and < 30).Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(40)];
    private readonly List<MethodDeclarationSyntax> _methods = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()];

    public void Run() => Visit(tree.GetRoot());

    private static IEnumerable<FieldDeclarationSyntax> Fields(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>();

    private static BaseMethodDeclarationSyntax? Method(SyntaxNode node) => node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.NumericLiteralExpression)) Number(node);
        else if (node.IsKind(SyntaxKind.StringLiteralExpression) && node.Token.Text is { Length: > 2 and < 30 } text)
            foreach (var other in _texts.Where(t => t != text).OrderByDescending(t => Similarity.Of(t, text)).Take(4)) Replace(node, "text", 0.12, other);
        if (node.IsKind(SyntaxKind.StringLiteralExpression)) foreach (var other in told.Texts.Where(t => t != node.Token.ValueText)) Replace(node, "text", 0.08 + (0.12 * Similarity.Of(other, node.Token.ValueText)), SymbolDisplay.FormatLiteral(other, quote: true));
        if (node.IsKind(SyntaxKind.NullLiteralExpression) && node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax) foreach (var other in told.Texts.Take(Told.MostResults)) Replace(node, "returned-value", 0.1, SymbolDisplay.FormatLiteral(other, quote: true));
        base.VisitLiteralExpression(node);
    }

    private void Number(LiteralExpressionSyntax node)
    {
        var text = node.Token.Text;
        var digits = text.TrimEnd('m', 'M', 'd', 'D', 'f', 'F', 'l', 'L', 'u', 'U');
        foreach (var number in told.Numbers.Select(t => t.ToString(CultureInfo.InvariantCulture)).Where(t => t != digits)) Replace(node, "constant", 0.3, number + text[digits.Length..]);
        foreach (var other in NumbersAlike.To(digits)) Replace(node, "constant", 0.15, other + text[digits.Length..]);
        if (Method(node) is not null && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } owner)
            foreach (var field in owner.Members.OfType<FieldDeclarationSyntax>().Where(f => !f.Modifiers.Any(SyntaxKind.ConstKeyword) && f.Declaration.Type.ToString() is "int" or "long" or "double" or "decimal").SelectMany(f => f.Declaration.Variables).Take(4)) Replace(node, "constant", 0.06, field.Identifier.Text);
        foreach (var name in _constants) if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is null) Replace(node, "constant", 0.12, name);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var operation = node.OperatorToken.Text;
        if (operation is "*" or "/" or "%" or "&" or "|") Replace(node, "dropped-operand", 0.15, node.Left.ToString());
        if (operation is "+" or "-" or "*" or "/" or "%") Replace(node, "dropped-operand", 0.1, node.Right.ToString());
        if (operation is "/" or "%" or "*" && Simple(node.Left))
        {
            Replace(node.Left, "off-by-one", 0.2, $"({node.Left} - 1)");
            Replace(node.Left, "off-by-one", 0.2, $"({node.Left} + 1)");
        }

        if (operation == "+" && node.Left is not BinaryExpressionSyntax && node.Left is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } && node.Right is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression })
            Replace(node, "swapped-operands", 0.12, $"{Bare(node.Right)} + {node.Left}");
        // Of several bits all are wanted, not any.
        if (operation is "!=" or "==" && node.Left is ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax { OperatorToken.Text: "&" } bits })
        {
            Replace(node, "bitwise", 0.3, $"{node.Left} {(operation == "!=" ? "==" : "!=")} {bits.Right}");
        }

        if (operation == "==" && node.Right is LiteralExpressionSyntax { Token.Text: "0" }) Replace(node, "comparison", node.Left.ToString() is var size && (size.EndsWith("Count", StringComparison.Ordinal) || size.EndsWith("Length", StringComparison.Ordinal)) ? 0.25 : 0.1, $"{node.Left} <= 1");
        base.VisitBinaryExpression(node);
    }

    public override void VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        if (node.Pattern.ToString() == "null") foreach (var size in new[] { "Count", "Length" }) Replace(node, "added-condition", 0.12, $"{node} || {node.Expression}.{size} == 0");
        base.VisitIsPatternExpression(node);
    }

    public override void VisitRangeExpression(RangeExpressionSyntax node)
    {
        if (node.RightOperand is { } right) Replace(right, "slice", 0.25, "");
        if (node.LeftOperand is { } left) Replace(left, "slice", 0.2, "");
        if (node.RightOperand is null) add(node.Span, "slice", 0.2, "up to the last but one", (new TextSpan(node.Span.End, 0), "^1"));
        if (node.LeftOperand is null) add(node.Span, "slice", 0.2, "from the second on", (new TextSpan(node.SpanStart, 0), "1"));
        foreach (var side in new[] { node.LeftOperand, node.RightOperand }.OfType<ExpressionSyntax>().Where(Simple))
        {
            Replace(side, "off-by-one", 0.25, $"({side} - 1)");
            Replace(side, "off-by-one", 0.25, $"({side} + 1)");
        }

        base.VisitRangeExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.SimpleAssignmentExpression) && node.Right is not (LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax or LambdaExpressionSyntax))
        {
            var (target, value) = (node.Left.ToString(), node.Right.ToString());
            if (target == "_") Replace(node, "missing-await", 0.5, $"await {value}");
            else if (!value.Contains('\n', StringComparison.Ordinal) && node.Left is IdentifierNameSyntax)
            {
                Replace(node.Right, "missing-call", 0.15, $"Math.Max({target}, {value})");
                Replace(node.Right, "missing-call", 0.13, $"Math.Min({target}, {value})");
            }

            AtLeast(node.Right);
            Ends(node);
        }
        else if (node.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            Ends(node);
        }

        base.VisitAssignmentExpression(node);
    }

    /// <summary>A result that is set and then set again, where it was the end.</summary>
    private void Ends(AssignmentExpressionSyntax node)
    {
        if (node is { Left: IdentifierNameSyntax { Identifier.Text: var name }, Parent: ExpressionStatementSyntax statement } && Method(node)?.DescendantNodes().OfType<ReturnStatementSyntax>().Any(r => r.Expression?.ToString() == name) == true)
            Replace(statement, "missing-return", 0.25, $"return {node.Right};");
    }

    private void AtLeast(ExpressionSyntax value)
    {
        if (value is BinaryExpressionSyntax { OperatorToken.Text: "-" or "+" } && !value.ToString().Contains('\n', StringComparison.Ordinal) && !value.ToString().Contains('"', StringComparison.Ordinal)) Replace(value, "missing-call", 0.13, $"Math.Max(0, {value})");
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is { } value) Result(value);
        base.VisitReturnStatement(node);
    }

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        Result(node.Expression);
        base.VisitArrowExpressionClause(node);
    }

    private void Result(ExpressionSyntax value)
    {
        AtLeast(value);
        Asked(value);
        // Where nothing is found the report says what is wanted.
        if (value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax && Method(value) is MethodDeclarationSyntax { ReturnType: var type } && type.ToString().TrimEnd('?') == "string")
            foreach (var other in told.Texts.Take(Told.MostResults)) Replace(value, "null-check", 0.1, $"{value} ?? {SymbolDisplay.FormatLiteral(other, quote: true)}");
        if (value is not LiteralExpressionSyntax literal || literal.Kind() is not (SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression)) return;
        var yes = literal.IsKind(SyntaxKind.TrueLiteralExpression);
        foreach (var name in Locals(value))
        {
            Replace(value, "returned-value", 0.1, name + (yes ? " == 0" : " != 0"));
            Replace(value, "returned-value", 0.08, name + (yes ? ".Count == 0" : ".Count > 0"));
        }
    }

    /// <summary>What a method is given and never looks at, asked of what its type holds.</summary>
    private void Asked(ExpressionSyntax value)
    {
        if (Method(value) is not MethodDeclarationSyntax method || method.ReturnType.ToString() != "bool" || value is LiteralExpressionSyntax) return;
        var read = method.DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var whole = value is BinaryExpressionSyntax { OperatorToken.Text: "||" } or ConditionalExpressionSyntax ? $"({value})" : value.ToString();
        foreach (var parameter in method.ParameterList.Parameters.Select(p => p.Identifier.Text).Where(p => !read.Contains(p)))
        {
            foreach (var member in Members(method).Take(MostNames))
            {
                Replace(value, "added-condition", 0.3, $"{member}.Contains({parameter}) && {whole}");
                Replace(value, "added-condition", 0.25, $"{member} == {parameter} && {whole}");
            }
        }
    }

    private static IEnumerable<string> Members(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
        ? []
        : (type.ParameterList?.Parameters.Select(p => p.Identifier.Text) ?? [])
            .Concat(type.Members.OfType<PropertyDeclarationSyntax>().Select(p => p.Identifier.Text)).Concat(type.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Select(v => v.Identifier.Text));

    private static IEnumerable<string> Locals(SyntaxNode node) =>
        (Method(node)?.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Span.End < node.SpanStart).Select(v => v.Identifier.Text).Distinct(StringComparer.Ordinal) ?? []).Take(MostNames);

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var name = (node.Expression as IdentifierNameSyntax)?.Identifier.Text;
        var own = name is null ? null : _methods.Find(m => m.Identifier.Text == name);
        var self = own is not null && Method(node) == own;
        var arguments = node.ArgumentList.Arguments;
        if (node.Parent is not ExpressionStatementSyntax && node.Span.Length <= LongestCall)
        {
            foreach (var argument in arguments.Take(3).Where(a => a.Expression is not LambdaExpressionSyntax)) Replace(node, "dropped-call", self ? 0.15 : 0.06, Bare(argument.Expression));
            if (node.Parent is BinaryExpressionSyntax or ArgumentSyntax or ReturnStatementSyntax) foreach (var local in Locals(node)) Replace(node, "variable", 0.04, local);
        }

        if (own is not null) Own(node, own, arguments);
        if (self) foreach (var argument in arguments.Select(a => a.Expression).OfType<IdentifierNameSyntax>()) Rest(node, argument);
        base.VisitInvocationExpression(node);
    }

    /// <summary>Another method of the file instead, or around it.</summary>
    private void Own(InvocationExpressionSyntax node, MethodDeclarationSyntax own, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var other in _methods.Where(m => m != own && m.ReturnType.ToString() == own.ReturnType.ToString()).Take(MostNames))
        {
            var parameters = other.ParameterList.Parameters;
            if (parameters.Count == arguments.Count) Replace(node.Expression, "function", 0.2, other.Identifier.Text);
            if (parameters.Count == 0 || parameters[0].Type?.ToString() != own.ReturnType.ToString()) continue;
            // What it takes besides is taken from where it is called elsewhere.
            var called = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.Expression.ToString() == other.Identifier.Text)?.ArgumentList.Arguments;
            var more = parameters.Count == 1 ? "" : called is { } known && known.Count == parameters.Count ? string.Concat(known.Skip(1).Select(a => ", " + a)) : null;
            if (more is not null) Replace(node, "missing-call", 0.15, $"{other.Identifier.Text}({node}{more})");
            if (parameters.Count == 2 && parameters[1].Type?.ToString() == "char") foreach (var character in Characters()) Replace(node, "missing-call", 0.12, $"{other.Identifier.Text}({node}, {character})");
        }
    }

    private IEnumerable<string> Characters() => tree.GetRoot().DescendantTokens().Where(t => t.IsKind(SyntaxKind.CharacterLiteralToken)).Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(4);

    /// <summary>Of a call of the method itself: the rest of a sequence, what is left of a number, one more and one less.</summary>
    private void Rest(InvocationExpressionSyntax node, IdentifierNameSyntax argument)
    {
        Replace(argument, "slice", 0.2, $"{argument}[1..]");
        Replace(argument, "off-by-one", 0.3, $"{argument} + 1");
        Replace(argument, "off-by-one", 0.3, $"{argument} - 1");
        foreach (var other in Locals(node).Where(n => n != argument.Identifier.Text).Take(5)) Replace(argument, "added-operand", 0.1, $"{argument} - {other}");
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        // What a thing belongs to may be missing.
        foreach (var owner in node.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(m => m.Expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure ? sure.Operand : m.Expression)
                     .OfType<MemberAccessExpressionSyntax>().Where(m => m.Expression is IdentifierNameSyntax).Select(m => m.ToString()).Distinct(StringComparer.Ordinal).Take(3))
            add(node.Span, "null-check", 0.25, $"only if {owner} is there", (new TextSpan(node.SpanStart, 0), $"if ({owner} is not null) "));
        base.VisitExpressionStatement(node);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        if (node.Expression is IdentifierNameSyntax over)
        {
            Replace(over, "slice", 0.12, $"{over}.Skip(1)");
            foreach (var name in Method(node)?.ParameterList.Parameters.Where(p => p.Type?.ToString() == "int").Select(p => p.Identifier.Text) ?? []) Replace(over, "slice", 0.1, $"{over}.Skip({name})");
        }

        base.VisitForEachStatement(node);
    }

    private static bool Simple(ExpressionSyntax node) => node is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax;

    private static string Bare(ExpressionSyntax node) => Simple(node) || node is LiteralExpressionSyntax or ParenthesizedExpressionSyntax ? node.ToString() : $"({node})";

    private void Replace(SyntaxNode node, string kind, double prior, string text) => add(node.Span, kind, prior, $"{text} instead of {node}", (node.Span, text));
}
