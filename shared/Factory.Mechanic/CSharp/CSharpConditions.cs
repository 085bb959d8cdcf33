using Factory.Mechanic.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Factory.Mechanic.CSharp;

/// <summary>Edits of what C# expressions lack: a condition more, a check for null, an await, an argument, a call around a value, another value to start from.</summary>
internal sealed class CSharpConditions(SyntaxTree tree, CSharpEdit add) : CSharpSyntaxWalker
{
    private const int MostElsewhere = 30;

    private readonly ILookup<string, MethodDeclarationSyntax> _methods = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().ToLookup(m => m.Identifier.Text, StringComparer.Ordinal);
    private readonly List<ExpressionSyntax> _elsewhere =
    [
        .. tree.GetRoot().DescendantNodes().Select(n => n switch { IfStatementSyntax i => i.Condition, WhileStatementSyntax w => w.Condition, ConditionalExpressionSyntax c => c.Condition, _ => null }).OfType<ExpressionSyntax>()
            .Where(e => e.Span.Length <= 60).DistinctBy(e => e.ToString(), StringComparer.Ordinal).Take(MostElsewhere),
    ];

    private readonly ILookup<string, string> _members = tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(m => m.Parent is not InvocationExpressionSyntax)
        .ToLookup(m => m.Expression.ToString(), m => m.Name.Identifier.Text, StringComparer.Ordinal);

    public void Run() => Visit(tree.GetRoot());

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        More(node.Condition);
        base.VisitIfStatement(node);
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        More(node.Condition);
        base.VisitWhileStatement(node);
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        Result(node.Expression);
        base.VisitReturnStatement(node);
    }

    public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        Result(node.Expression);
        base.VisitArrowExpressionClause(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        if (node.ExpressionBody is { } body && IsCondition(body)) More(body);
        base.VisitSimpleLambdaExpression(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.DivideExpression) && node.Left is not LiteralExpressionSyntax)
        {
            Replace(node.Left, "division", 0.3, $"(double){Bare(node.Left)}");
            Replace(node.Left, "division", 0.15, $"(decimal){Bare(node.Left)}");
            Replace(node, "missing-guard", 0.3, $"({node.Right} == 0 ? 0 : {node})");
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (node.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax) && node.Parent is not AssignmentExpressionSyntax && !char.IsUpper(node.Expression.ToString()[0]) || node.Expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax })
            add(node.Span, "null-check", 0.12, $"?. behind {node.Expression}", (node.OperatorToken.Span, "?."));
        base.VisitMemberAccessExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var method = node.Expression switch { IdentifierNameSyntax id => id.Identifier.Text, MemberAccessExpressionSyntax access => access.Name.Identifier.Text, _ => "" };
        var asynchronous = node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.AsyncKeyword) == true;
        if (asynchronous && node.Parent is not AwaitExpressionSyntax) Replace(node, "missing-await", method.EndsWith("Async", StringComparison.Ordinal) || _methods[method].Any(m => m.Modifiers.Any(SyntaxKind.AsyncKeyword)) ? 0.7 : 0.1, node.Parent is MemberAccessExpressionSyntax ? $"(await {node})" : $"await {node}");
        Arguments(node, method);
        if (node.Expression is MemberAccessExpressionSyntax { Expression: var target } && node.ArgumentList.Arguments.Count == 0) Replace(node, "dropped-call", 0.1, target.ToString());
        base.VisitInvocationExpression(node);
    }

    public override void VisitEqualsValueClause(EqualsValueClauseSyntax node)
    {
        Initial(node.Value);
        base.VisitEqualsValueClause(node);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (!CSharpScope.IsValue(node) || node.Parent is AssignmentExpressionSyntax { Left: var left } && left == node) return;
        var habits = node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.ArgumentList.Arguments.Count == 0 && i.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Trim" or "ToLowerInvariant" or "ToUpperInvariant" or "ToLower" or "ToUpper" })
            .Select(i => $".{((MemberAccessExpressionSyntax)i.Expression).Name}()").Distinct(StringComparer.Ordinal) ?? [];
        foreach (var habit in habits) if (node.Parent is not MemberAccessExpressionSyntax) Replace(node, "missing-call", 0.25, node + habit);
        if (node.Parent is ArgumentSyntax or BinaryExpressionSyntax or ReturnStatementSyntax or EqualsValueClauseSyntax)
        {
            foreach (var (around, prior) in new[] { ("Math.Abs({0})", 0.06), ("{0}.Trim()", 0.06), ("{0}.ToList()", 0.08), ("{0} ?? \"\"", 0.06) }) Replace(node, "missing-call", prior, string.Format(System.Globalization.CultureInfo.InvariantCulture, around, node));
        }
    }

    private static bool IsCondition(ExpressionSyntax node) => node is BinaryExpressionSyntax binary && (CSharpOperators.Compares(binary.OperatorToken.Text) || binary.OperatorToken.Text is "&&" or "||") || node.IsKind(SyntaxKind.LogicalNotExpression);

    private void Result(ExpressionSyntax? value)
    {
        if (value is null) return;
        if (IsCondition(value)) More(value);
        if (value is IdentifierNameSyntax or MemberAccessExpressionSyntax) Replace(value, "copy", 0.12, $"{value}.ToList()");
    }

    private void Arguments(InvocationExpressionSyntax node, string method)
    {
        var arguments = node.ArgumentList.Arguments;
        if (arguments.Count > 1) add(node.Span, "removed-argument", 0.1, $"without {arguments[^1]}", (TextSpan.FromBounds(arguments[^2].Span.End, arguments[^1].Span.End), ""));
        if (_methods[method].FirstOrDefault(m => m.ParameterList.Parameters.Count > arguments.Count) is not { } target) return;
        var parameter = target.ParameterList.Parameters[arguments.Count].Identifier.Text;
        var own = node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();
        foreach (var name in own?.ParameterList.Parameters.Select(p => p.Identifier.Text).Where(n => arguments.All(a => a.ToString() != n)) ?? [])
            add(node.Span, "added-argument", name == parameter ? 0.6 : 0.1, $"with {name}", (new TextSpan(node.ArgumentList.CloseParenToken.SpanStart, 0), (arguments.Count > 0 ? ", " : "") + name));
    }

    private void Initial(ExpressionSyntax value)
    {
        string[] others = value.ToString() switch
        {
            "0" => ["1", "int.MinValue", "int.MaxValue", "-1"],
            "1" => ["0", "2"],
            "int.MinValue" or "int.MaxValue" => ["0"],
            "\"\"" or "string.Empty" => ["null", "\" \""],
            "null" => ["0", "\"\"", "[]"],
            _ => [],
        };
        for (var i = 0; i < others.Length; i++) Replace(value, "initial-value", 0.25 - (0.03 * i), others[i]);
    }

    /// <summary>One condition more, before this one where it guards an access.</summary>
    private void More(ExpressionSyntax test)
    {
        var text = test.ToString();
        var whole = test is BinaryExpressionSyntax { OperatorToken.Text: "||" or "&&" or "??" } or ConditionalExpressionSyntax or AssignmentExpressionSyntax ? $"({text})" : text;
        foreach (var (other, prior) in Wanted(test, text).DistinctBy(w => w.Other, StringComparer.Ordinal).Where(w => !text.Contains(w.Other, StringComparison.Ordinal)))
        {
            Replace(test, "added-condition", prior, $"{other} && {whole}");
            Replace(test, "added-condition", prior * 0.5, $"{whole} || {other}");
        }
    }

    private IEnumerable<(string Other, double Prior)> Wanted(ExpressionSyntax test, string text)
    {
        foreach (var access in test.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().Where(a => a.ArgumentList.Arguments.Count == 1))
        {
            yield return ($"{access.ArgumentList} < {access.Expression}.Count".Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), 0.3);
            yield return ($"{access.ArgumentList} < {access.Expression}.Length".Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), 0.3);
        }

        foreach (var member in test.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Where(m => m.Parent is not InvocationExpressionSyntax))
        {
            var owner = member.Expression.ToString();
            yield return ($"{owner} is not null", 0.15);
            foreach (var other in _members[owner].Concat(Booleans()).Where(o => o != member.Name.Identifier.Text).Distinct(StringComparer.Ordinal).Take(6))
            {
                yield return ($"!{owner}.{other}", 0.15);
                yield return ($"{owner}.{other}", 0.13);
            }
        }

        foreach (var name in test.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(CSharpScope.IsValue).Select(n => n.Identifier.Text).Distinct(StringComparer.Ordinal).Take(3)) yield return ($"{name} is not null", 0.12);
        foreach (var other in _elsewhere.Where(e => e != test))
        {
            yield return (other is BinaryExpressionSyntax { OperatorToken.Text: "||" } ? $"({other})" : other.ToString(), 0.12);
            Replace(test, "condition", 0.06, other.ToString());
        }
    }

    // Of the file's own types: what else may be asked of a thing.
    private IEnumerable<string> Booleans() => tree.GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>().Where(p => p.Type.ToString() == "bool").Select(p => p.Identifier.Text)
        .Concat(tree.GetRoot().DescendantNodes().OfType<ParameterSyntax>().Where(p => p.Type?.ToString() == "bool" && p.Parent?.Parent is RecordDeclarationSyntax).Select(p => p.Identifier.Text));

    private static string Bare(ExpressionSyntax node) => node is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax ? node.ToString() : $"({node})";

    private void Replace(SyntaxNode node, string kind, double prior, string text) => add(node.Span, kind, prior, $"{text} instead of {node}", (node.Span, text));
}
