using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Factory.Mechanic.CSharp;

/// <summary>The names of variables, parameters, fields and properties that can be seen where a name stands.</summary>
internal static class CSharpScope
{
    /// <summary>Whether the name stands for a value: no type, no member behind a dot, nothing that is called or declared.</summary>
    public static bool IsValue(IdentifierNameSyntax node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == node && char.IsLower(node.Identifier.Text[0]),
        InvocationExpressionSyntax or TypeSyntax or BaseTypeSyntax or ParameterSyntax or VariableDeclarationSyntax or ObjectCreationExpressionSyntax or TypeArgumentListSyntax => false,
        AttributeSyntax or UsingDirectiveSyntax or NameColonSyntax or NameEqualsSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or CastExpressionSyntax => false,
        BaseNamespaceDeclarationSyntax or TypeConstraintSyntax or DeclarationPatternSyntax or TypeOfExpressionSyntax or CatchDeclarationSyntax or ForEachStatementSyntax { } => node.Parent is ForEachStatementSyntax loop && loop.Expression == node,
        AssignmentExpressionSyntax assignment => assignment.Right == node || assignment.Parent is not InitializerExpressionSyntax,
        _ => true,
    };

    /// <summary>Names with whether nothing reads them yet, the nearest first.</summary>
    public static IEnumerable<(string Name, bool Unused)> Names(IdentifierNameSyntax node)
    {
        var member = node.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(m => m is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax);
        if (member is null) yield break;
        var read = member.DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Locals(member, node.SpanStart).Where(seen.Add)) yield return (name, !read.Contains(name));
        foreach (var name in Members(member.Parent).Where(seen.Add)) yield return (name, false);
    }

    private static IEnumerable<string> Locals(MemberDeclarationSyntax member, int before) =>
        member.DescendantNodes().Where(n => n.SpanStart < before).Select(n => n switch
        {
            ParameterSyntax parameter => parameter.Identifier.Text,
            VariableDeclaratorSyntax variable when variable.Span.End < before => variable.Identifier.Text,
            ForEachStatementSyntax loop when loop.Span.End > before => loop.Identifier.Text,
            SingleVariableDesignationSyntax designation => designation.Identifier.Text,
            _ => "",
        }).Where(n => n.Length > 0);

    private static IEnumerable<string> Members(SyntaxNode? type) => type is not TypeDeclarationSyntax declaration
        ? []
        : (declaration.ParameterList?.Parameters.Select(p => p.Identifier.Text) ?? []).Concat(declaration.Members.SelectMany(m => m switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.Text),
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            _ => [],
        }));
}
