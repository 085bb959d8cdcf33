using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Factory.Mechanic.CSharp;

/// <summary>Puts a probe in front of each statement of a block and around the expression of a member, so that a run tells what it came through.</summary>
/// <param name="unseen">Gets the lines of values that no probe can tell of: constants, what fields begin with, expressions that cannot be wrapped.</param>
internal sealed class ProbeRewriter(string path, SyntaxTree tree, List<(string Path, int Line)> probes, HashSet<int> unseen) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = new List<StatementSyntax>();
        foreach (var statement in node.Statements)
        {
            if (statement is not LocalFunctionStatementSyntax) statements.Add(SyntaxFactory.ParseStatement($"global::FactoryProbe.Hit({Add(statement)});"));
            statements.Add((StatementSyntax)Visit(statement));
        }

        return node.WithStatements(SyntaxFactory.List(statements));
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        if (!CanWrap(node))
        {
            Unseen(node.Expression);
            return base.VisitArrowExpressionClause(node);
        }

        var line = Add(node.Expression);
        var inner = (ExpressionSyntax)Visit(node.Expression);
        return node.WithExpression(SyntaxFactory.ParseExpression($"global::FactoryProbe.Hit({line}, {inner.WithoutTrivia().ToFullString()})"));
    }

    // What has no type of its own, or is nothing, cannot go through a generic method.
    private static bool CanWrap(ArrowExpressionClauseSyntax node) =>
        node.Expression is not (ThrowExpressionSyntax or RefExpressionSyntax or ImplicitObjectCreationExpressionSyntax or CollectionExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax
            or LambdaExpressionSyntax or AssignmentExpressionSyntax or LiteralExpressionSyntax or StackAllocArrayCreationExpressionSyntax or InterpolatedStringExpressionSyntax)
        && node.Parent switch
        {
            MethodDeclarationSyntax method => method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: not (int)SyntaxKind.VoidKeyword } && !method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            PropertyDeclarationSyntax property => property.Type is PredefinedTypeSyntax,
            _ => false,
        };

    public override SyntaxNode? VisitEqualsValueClause(EqualsValueClauseSyntax node)
    {
        if (node.FirstAncestorOrSelf<BlockSyntax>() is null) Unseen(node.Value);
        return base.VisitEqualsValueClause(node);
    }

    private void Unseen(SyntaxNode node)
    {
        var span = tree.GetLineSpan(node.Span);
        for (var line = span.StartLinePosition.Line; line <= span.EndLinePosition.Line; line++) unseen.Add(line + 1);
    }

    private int Add(SyntaxNode node)
    {
        probes.Add((path, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1));
        return probes.Count - 1;
    }
}
