using Factory.Mechanic.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Factory.Mechanic.CSharp;

/// <summary>Edits of what a statement does with its value, and of what a method leaves as it was: a result that is kept instead of given back, the other way round, and a field that should have been emptied.</summary>
internal sealed class CSharpFlow(SyntaxTree tree, CSharpEdit add)
{
    private const int MostResets = 6;

    private readonly SourceText _text = tree.GetText();

    public void Run()
    {
        foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Body is not null))
        {
            foreach (var statement in method.DescendantNodes().OfType<StatementSyntax>())
            {
                if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax } assignment }) GivenBack(statement, assignment, method);
                if (statement is ReturnStatementSyntax { Expression: { } value and not LiteralExpressionSyntax }) Kept(statement, value, method);
            }

            Resets(method);
        }
    }

    private static bool InLoop(SyntaxNode node, SyntaxNode method) => node.Ancestors().TakeWhile(a => a != method).Any(a => a is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>x = e, at the end of a branch or a loop, where x or e was the answer.</summary>
    private void GivenBack(StatementSyntax node, AssignmentExpressionSyntax assignment, MethodDeclarationSyntax method)
    {
        if (method.ReturnType.ToString() is "void" or "Task" || node.Parent == method.Body || node.Parent is BlockSyntax block && block.Statements[^1] != node) return;
        if (method.DescendantNodes().OfType<YieldStatementSyntax>().Any()) return;
        add(node.Span, "missing-return", 0.2, $"return {assignment.Left}", (node.Span, $"return {assignment.Left};"));
        add(node.Span, "missing-return", 0.16, $"return {assignment.Right}", (node.Span, $"return {assignment.Right};"));
    }

    /// <summary>return e, in a loop that was to go on: the name that is given back behind it takes the value.</summary>
    private void Kept(StatementSyntax node, ExpressionSyntax value, MethodDeclarationSyntax method)
    {
        if (!InLoop(node, method)) return;
        var later = method.DescendantNodes().OfType<ReturnStatementSyntax>().Where(r => r.SpanStart > node.Span.End).Select(r => r.Expression).OfType<IdentifierNameSyntax>().Select(i => i.Identifier.Text);
        foreach (var name in later.Where(n => n != value.ToString()).Distinct(StringComparer.Ordinal).Take(2))
        {
            var reads = value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.Text == name);
            add(node.Span, "early-return", reads ? 0.35 : 0.2, $"{name} = {value}", (node.Span, $"{name} = {value};"));
        }
    }

    /// <summary>A field that this method leaves alone, while others that work with the same fields do not: emptied or begun anew, as it is elsewhere in the type.</summary>
    private void Resets(MethodDeclarationSyntax method)
    {
        if (method.Parent is not TypeDeclarationSyntax type || method.Modifiers.Any(SyntaxKind.StaticKeyword)) return;
        var fields = Fields(type);
        var own = Used(method, fields);
        var others = type.Members.OfType<MethodDeclarationSyntax>().Where(m => m != method).Select(m => (IReadOnlySet<string>)Used(m, fields)).ToList();
        // Of several for one field that of a method comes before that of the constructor.
        var wanted = type.DescendantNodes().OfType<ExpressionStatementSyntax>().Select(s => (Text: s.ToString(), Field: Reset(s), Late: s.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null))
            .Where(r => r.Field is { } field && fields.Contains(field) && !own.Contains(field)).OrderBy(r => r.Late).DistinctBy(r => r.Field, StringComparer.Ordinal)
            .Select(r => (r.Text, Prior: FieldsTogether.Prior(r.Field!, own, others))).OrderByDescending(r => r.Prior).Take(MostResets).ToList();
        foreach (var (text, prior) in wanted)
            foreach (var statement in Beginnings(method.Body!.Statements)) add(statement.Span, "missing-reset", prior, "with " + text, (new TextSpan(statement.SpanStart, 0), text + CSharpLines.Break(_text, statement)));
    }

    /// <summary>The first statement and the first behind the guards: where a reset stands among the others says little.</summary>
    private static IEnumerable<StatementSyntax> Beginnings(SyntaxList<StatementSyntax> body) => body.Take(1).Concat(body.SkipWhile(IsGuard).Take(1)).Distinct();

    private static bool IsGuard(StatementSyntax node) => node is IfStatementSyntax { Else: null, Statement: var then } && (then is BlockSyntax { Statements: [.., var last] } ? last : then) is ReturnStatementSyntax or ThrowStatementSyntax;

    private static HashSet<string> Fields(TypeDeclarationSyntax type) => type.Members.SelectMany(m => m switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.Text),
        PropertyDeclarationSyntax { AccessorList: not null } property => [property.Identifier.Text],
        _ => [],
    }).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Used(MethodDeclarationSyntax method, HashSet<string> fields) => method.DescendantNodes().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.Text).Where(fields.Contains).ToHashSet(StringComparer.Ordinal);

    /// <summary>The field that a statement empties or begins anew.</summary>
    private static string? Reset(ExpressionStatementSyntax statement) => statement.Expression switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Clear", Expression: var cleared } } => Field(cleared),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var target, Right: var value } when IsEmpty(value) => Field(target),
        _ => null,
    };

    private static string? Field(ExpressionSyntax node) => node switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.Text,
        _ => null,
    };

    private static bool IsEmpty(ExpressionSyntax value) => value is CollectionExpressionSyntax { Elements.Count: 0 } or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null }
        || value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.FalseLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || value.ToString() is "0" or "0m" or "0d" or "\"\"" or "string.Empty";
}
