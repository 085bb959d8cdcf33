using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Factory.Mechanic.CSharp;

/// <summary>Takes an edit: where it starts, its kind, its prior, what it is in words, and what is replaced.</summary>
internal delegate void CSharpEdit(TextSpan place, string kind, double prior, string what, params (TextSpan Span, string Text)[] changes);

/// <summary>Edits of whole C# statements: what is missing, too many, or stands in the wrong place.</summary>
internal sealed class CSharpStatements(SyntaxTree tree, CSharpEdit add, Told told)
{
    private const int MostDonors = 16;

    private readonly SourceText _text = tree.GetText();

    public void Run()
    {
        foreach (var statement in tree.GetRoot().DescendantNodes().OfType<StatementSyntax>())
        {
            if (statement is BlockSyntax or LocalFunctionStatementSyntax) continue;
            SyntaxList<StatementSyntax>? siblings = statement.Parent switch { BlockSyntax block => block.Statements, SwitchSectionSyntax section => section.Statements, _ => null };
            if (siblings is not { } body || Method(statement) is not { } method) continue;
            var index = body.IndexOf(statement);
            Remove(statement, body, index);
            if (index + 1 < body.Count) Order(statement, body[index + 1]);
            if (statement is IfStatementSyntax branch) Branches(branch, index + 1 < body.Count ? body[index + 1] : null);
            Guards(statement, method, first: statement.Parent == method.Body && index == 0);
            Donors(statement, method, index == body.Count - 1);
            if (index == body.Count - 1 && !Leaves(statement) && statement.Ancestors().TakeWhile(a => a != method).Any(a => a is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax))
            {
                After(statement, "loop-control", 0.12, "break;");
                After(statement, "loop-control", 0.1, "continue;");
            }
        }
    }

    private static BaseMethodDeclarationSyntax? Method(SyntaxNode node) => node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();

    private static bool Leaves(StatementSyntax node) => node is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax;

    private static StatementSyntax Last(StatementSyntax node) => node is BlockSyntax { Statements: { Count: > 0 } inner } ? Last(inner[^1]) : node;

    private void Remove(StatementSyntax node, SyntaxList<StatementSyntax> body, int index)
    {
        var twin = body.Take(index).Skip(Math.Max(0, index - 2)).Any(s => s.IsEquivalentTo(node));
        var prior = twin ? 0.6 : node is ExpressionStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax ? 0.12 : node is IfStatementSyntax { Else: null } ? 0.07 : 0;
        if (prior > 0) add(node.Span, twin ? "duplicated-statement" : "removed-statement", prior, $"without {Short(node)}", (node.FullSpan, ""));
    }

    private void Order(StatementSyntax node, StatementSyntax after)
    {
        if (Leaves(node) || after is LocalFunctionStatementSyntax || !Touched(node).Overlaps(Touched(after))) return;
        add(node.Span, "statement-order", after is ReturnStatementSyntax ? 0.05 : 0.28, $"{Short(node)} behind {Short(after)}", (node.Span, after.ToString()), (after.Span, node.ToString()));
    }

    private static HashSet<string> Touched(SyntaxNode node) => node.DescendantNodes().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.Text).ToHashSet(StringComparer.Ordinal);

    private void Branches(IfStatementSyntax node, StatementSyntax? after)
    {
        if (node.Else?.Statement is IfStatementSyntax other)
            add(node.Span, "statement-order", 0.2, "the second condition before the first", (node.Condition.Span, other.Condition.ToString()), (node.Statement.Span, other.Statement.ToString()), (other.Condition.Span, node.Condition.ToString()), (other.Statement.Span, node.Statement.ToString()));
        else if (node.Else is { Statement: var alternate })
            add(node.Span, "swapped-branches", 0.15, "the branches swapped", (node.Statement.Span, alternate.ToString()), (alternate.Span, node.Statement.ToString()));
        else if (after is ExpressionStatementSyntax or IfStatementSyntax && !Leaves(Last(node.Statement)))
            add(after.Span, "missing-else", after is IfStatementSyntax ? 0.25 : 0.2, $"else {Short(after)}", (new TextSpan(after.SpanStart, 0), "else "));
        if (node.Else is null && !Leaves(Last(node.Statement)) && Last(node.Statement) is { Parent: BlockSyntax } last && Method(node) is { } method)
            foreach (var result in Results(method)) After(last, "missing-return", result is not ("return true;" or "return false;") ? 0.12 : method.Body?.Statements[^1].ToString() == result ? 0.05 : 0.22, result);
        if (node.Else is null) add(node.Span, "dropped-condition", 0.1, $"always, not only if {Short(node.Condition)}", (node.Span, node.Statement.ToString()));
    }

    /// <summary>A case that is not thought of: nothing given, nothing in it, the end of a recursion.</summary>
    private void Guards(StatementSyntax node, BaseMethodDeclarationSyntax method, bool first)
    {
        if (node is BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax) return;
        var parameters = method.ParameterList.Parameters.Select(p => (Name: p.Identifier.Text, Type: p.Type?.ToString() ?? "")).ToList();
        var used = Touched(node);
        var results = Results(method).ToList();
        var recursive = first && method is MethodDeclarationSyntax { Identifier.Text: var own } && method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => i.Expression.ToString() == own) && !method.DescendantNodes().OfType<IfStatementSyntax>().Any();
        var weight = recursive ? 0.5 : first ? 0.2 : 0.1;
        var text = method is MethodDeclarationSyntax { ReturnType: var returned } && returned.ToString().TrimEnd('?') is "string" or "Task<string>" or "Task<string?>";
        var loop = node.Ancestors().TakeWhile(a => a != method).Any(a => a is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax);
        foreach (var (name, type) in parameters.Concat(Locals(method, node)).Where(p => first || used.Contains(p.Name)).Take(4))
        {
            foreach (var (test, likely) in Tests(name, type))
            {
                for (var i = 0; i < results.Count; i++) Before(node, "missing-guard", weight * likely * (1 - (0.15 * i)), $"if ({test}) {results[i]}");
                if (loop) Before(node, "missing-guard", 0.1 * likely, $"if ({test}) continue;");
                if (text && (test.Contains("null", StringComparison.OrdinalIgnoreCase) || test.EndsWith("== 0", StringComparison.Ordinal)))
                    foreach (var result in told.Texts.Take(Told.MostResults)) Before(node, "missing-guard", weight * likely * 0.6, $"if ({test}) return {SymbolDisplay.FormatLiteral(result, quote: true)};");
            }

            if (node is ExpressionStatementSyntax && !Number(type) && type != "bool") Before(node, "missing-guard", 0.12, $"if ({name} is not null)", "");
        }

        foreach (var access in node.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(a => a.ArgumentList.Arguments.Count == 1 && node is ExpressionStatementSyntax).Take(2))
        {
            var key = access.ArgumentList.Arguments[0].Expression;
            foreach (var size in new[] { "Count", "Length" }) Before(node, "missing-guard", 0.25, $"if ({key} < {access.Expression}.{size})", "");
            Before(node, "missing-guard", 0.15, $"if ({access.Expression}.ContainsKey({key}))", "");
        }

        // A limit at the other end, beside the one that is there.
        if (node is IfStatementSyntax { Else: null, Condition: BinaryExpressionSyntax { Left: var left } check } limit && CSharpOperators.Compares(check.OperatorToken.Text) && Leaves(Last(limit.Statement)))
        {
            foreach (var (name, type) in parameters.Where(p => Number(p.Type) && !Touched(check).Contains(p.Name)))
                foreach (var comparison in new[] { ">", "<" }) After(node, "missing-guard", 0.3, $"if ({left} {comparison} {name}) return {name};");
        }
    }

    private static IEnumerable<(string Name, string Type)> Locals(BaseMethodDeclarationSyntax method, StatementSyntax before) =>
        method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Span.End < before.SpanStart).Select(v => (v.Identifier.Text, (v.Parent as VariableDeclarationSyntax)?.Type.ToString() ?? ""));

    private static bool Number(string type) => type.TrimEnd('?') is "int" or "long" or "double" or "decimal" or "float" or "short" or "byte" or "uint" or "ulong";

    private static IEnumerable<(string Test, double Likely)> Tests(string name, string type)
    {
        if (type == "bool") return [(name, 0.5), ("!" + name, 0.5)];
        if (Number(type)) return [($"{name} == 0", 0.8), ($"{name} <= 1", 0.5), ($"{name} < 0", 0.5), ($"{name} <= 0", 0.4)];
        if (type.TrimEnd('?') == "string") return [($"string.IsNullOrEmpty({name})", 0.9), ($"{name} is null", 0.6), ($"string.IsNullOrWhiteSpace({name})", 0.5)];
        // What the compiler has to tell it does not let pass where it does not fit.
        if (type is "var") return [($"{name}.Count == 0", 0.8), ($"{name} == 0", 0.5), ($"{name}.Length == 0", 0.5), ($"{name} is null", 0.5)];
        if (type.EndsWith("[]", StringComparison.Ordinal)) return [($"{name}.Length == 0", 1), ($"{name} is null", 0.6)];
        return type.Contains('<', StringComparison.Ordinal) ? [($"{name}.Count == 0", 1), ($"!{name}.Any()", 0.7), ($"{name} is null", 0.6)] : [($"{name} is null", 0.8)];
    }

    /// <summary>What a guard may give back, the likeliest first.</summary>
    private static IEnumerable<string> Results(BaseMethodDeclarationSyntax method)
    {
        var type = (method as MethodDeclarationSyntax)?.ReturnType.ToString() ?? "void";
        if (method.DescendantNodes().OfType<YieldStatementSyntax>().Any()) return ["yield break;"];
        if (type is "void" or "Task") return ["return;"];
        var inner = type.StartsWith("Task<", StringComparison.Ordinal) ? type[5..^1] : type;
        var returned = method.DescendantNodes().OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<LiteralExpressionSyntax>().Select(l => $"return {l};");
        string[] likely = inner.TrimEnd('?') switch
        {
            "bool" => ["return false;", "return true;"],
            "string" => ["return \"\";", "return null;"],
            var number when Number(number) => ["return 0;", "return 1;"],
            var list when list.EndsWith("[]", StringComparison.Ordinal) || list.Contains('<', StringComparison.Ordinal) => ["return [];", "return null;"],
            _ => ["return null;", "return default;"],
        };
        return returned.Concat(likely).Concat(method.ParameterList.Parameters.Where(p => p.Type?.ToString() == inner).Select(p => $"return {p.Identifier.Text};")).Distinct(StringComparer.Ordinal).Take(4);
    }

    /// <summary>Statements of the same method or type that may be missing here as well.</summary>
    private void Donors(StatementSyntax node, BaseMethodDeclarationSyntax method, bool last)
    {
        var donors = (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? tree.GetRoot()).DescendantNodes().OfType<StatementSyntax>()
            .Where(d => d != node && d.Span.Length <= 160 && (d is ExpressionStatementSyntax or ReturnStatementSyntax { Expression: not null } or ThrowStatementSyntax || d is IfStatementSyntax { Else: null } guard && Leaves(Last(guard.Statement))))
            .Select(d => (Donor: d, Prior: Method(d) == method ? 0.16 : 0.14)).OrderByDescending(d => d.Prior).ThenBy(d => Math.Abs(d.Donor.SpanStart - node.SpanStart)).Take(MostDonors);
        foreach (var (donor, prior) in donors)
        {
            foreach (var text in Variants(donor))
            {
                if (!Leaves(donor)) Before(node, "missing-statement", prior, text);
                if (last && !Leaves(node)) After(node, "missing-statement", prior, text);
            }
        }
    }

    private static IEnumerable<string> Variants(StatementSyntax donor)
    {
        var text = donor.ToString();
        yield return text;
        if (donor is not ExpressionStatementSyntax) yield break;
        foreach (var (one, other) in new[] { ("+=", "-="), ("++", "--") })
        {
            if (text.Contains(one, StringComparison.Ordinal)) yield return text.Replace(one, other, StringComparison.Ordinal);
            else if (text.Contains(other, StringComparison.Ordinal)) yield return text.Replace(other, one, StringComparison.Ordinal);
        }
    }

    private void Before(StatementSyntax node, string kind, double prior, string text, string? between = null) =>
        add(node.Span, kind, prior, "with " + text, (new TextSpan(node.SpanStart, 0), text + (between is null ? CSharpLines.Break(_text, node) : " ")));

    private void After(StatementSyntax node, string kind, double prior, string text) => add(node.Span, kind, prior, "with " + text, (new TextSpan(node.Span.End, 0), CSharpLines.Break(_text, node) + text));

    private static string Short(SyntaxNode node) => string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var text && text.Length <= 60 ? text : text[..57] + "...";
}
