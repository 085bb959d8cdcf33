using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits of whole statements: what is missing, too many, or stands in the wrong place.</summary>
internal sealed class JsStatements(JsTree tree, JsScope scope, JsWriter writer, Told told)
{
    private const int MostDonors = 20;
    private const int MostPoints = 60;

    private int _points;

    public void Visit(Statement node)
    {
        if (node is FunctionDeclaration or ClassDeclaration or ImportDeclaration or ImportOrExportDeclaration) return;
        if (node is BreakStatement or ContinueStatement) writer.Replace(node.Start, node.Start + (node is BreakStatement ? 5 : 8), "loop-control", 0.35, node is BreakStatement ? "continue" : "break");
        if (Siblings(node) is not { } body) return;
        var index = Index(body, node);
        Remove(node, body, index);
        if (index + 1 < body.Count) Order(node, body[index + 1]);
        if (node is IfStatement branch) Branches(branch, body, index);
        if (scope.Function(node) is not IFunction function) return;
        Guards(node, (Node)function);
        Donors(node, (Node)function, index == body.Count - 1);
        Completed(node, (Node)function, body, index);
    }

    private IReadOnlyList<Statement>? Siblings(Statement node) => tree.Parent(node) switch
    {
        BlockStatement block => block.Body,
        Acornima.Ast.Program program => program.Body,
        SwitchCase @case => @case.Consequent,
        _ => null,
    };

    private static int Index(IReadOnlyList<Statement> body, Statement node)
    {
        for (var i = 0; i < body.Count; i++) if (ReferenceEquals(body[i], node)) return i;
        return -1;
    }

    private static bool Leaves(Statement node) => node is ReturnStatement or ThrowStatement or BreakStatement or ContinueStatement;

    private void Remove(Statement node, IReadOnlyList<Statement> body, int index)
    {
        if (node is VariableDeclaration || tree.Indentation(node) is null) return;
        var twin = Enumerable.Range(Math.Max(0, index - 2), Math.Min(2, index)).Any(i => tree.TextOf(body[i]) == tree.TextOf(node));
        var prior = twin ? 0.6 : node is ExpressionStatement or BreakStatement or ContinueStatement ? 0.12 : node is IfStatement { Alternate: null } && node.End - node.Start < 200 ? 0.08 : 0;
        var end = tree.Text.IndexOf('\n', node.End) is var at and >= 0 ? at + 1 : tree.Text.Length;
        if (tree.Text[node.End..end].Trim().Length > 0) end = node.End;
        writer.Add(node.Start, twin ? "duplicated-statement" : "removed-statement", prior, $"without {JsWriter.Short(tree.TextOf(node))}", (tree.LineStart(node.Start), end, ""));
    }

    private void Order(Statement node, Statement after)
    {
        if (node is FunctionDeclaration || after is FunctionDeclaration or ClassDeclaration || Leaves(node) || tree.Indentation(node) is null || tree.Indentation(after) is null) return;
        if (!Touched(node).Overlaps(Touched(after))) return;
        writer.Swap(node, after, "statement-order", after is ReturnStatement ? 0.05 : 0.28);
    }

    private static HashSet<string> Touched(Node node) => JsTree.Under(node).OfType<Identifier>().Select(i => i.Name).ToHashSet(StringComparer.Ordinal);

    private void Branches(IfStatement node, IReadOnlyList<Statement> body, int index)
    {
        if (node.Alternate is IfStatement other)
        {
            writer.Add(node.Start, "statement-order", 0.2, "the second condition before the first", Change(node.Test, other.Test), Change(node.Consequent, other.Consequent), Change(other.Test, node.Test), Change(other.Consequent, node.Consequent));
        }
        else if (node.Alternate is { } alternate)
        {
            writer.Add(node.Start, "swapped-branches", 0.15, "the branches swapped", Change(node.Consequent, alternate), Change(alternate, node.Consequent));
        }
        else if (index + 1 < body.Count && body[index + 1] is var after && !Leaves(Last(node.Consequent)) && tree.Indentation(after) is not null && after is not (VariableDeclaration or FunctionDeclaration))
        {
            writer.Insert(after.Start, "missing-else", after is IfStatement ? 0.25 : Assigned(node.Consequent).Overlaps(Assigned(after)) ? 0.4 : 0.12, "else ", $"else {JsWriter.Short(tree.TextOf(after))}");
        }

        if (node.Alternate is null && tree.Indentation(node) is not null) writer.Replace(node, "dropped-condition", 0.1, tree.TextOf(node.Consequent), $"always, not only if {JsWriter.Short(tree.TextOf(node.Test))}");
    }

    private (int, int, string) Change(Node from, Node to) => (from.Start, from.End, tree.TextOf(to));

    private static Statement Last(Statement node) => node is BlockStatement { Body: { Count: > 0 } body } ? Last(body[^1]) : node;

    private HashSet<string> Assigned(Node node) => JsTree.Under(node).OfType<AssignmentExpression>().Select(a => tree.TextOf(a.Left)).ToHashSet(StringComparer.Ordinal);

    /// <summary>A case that is not thought of: nothing given, nothing in it, the end of a recursion.</summary>
    private void Guards(Statement node, Node function)
    {
        if (tree.Indentation(node) is null || Leaves(node) && node is not ReturnStatement) return;
        var first = tree.Parent(node) is FunctionBody body && body.Body[0] == node;
        var used = JsTree.Under(node).OfType<Identifier>().Where(scope.IsRead).Select(i => i.Name).Distinct(StringComparer.Ordinal);
        var locals = scope.Locals(node).ToHashSet(StringComparer.Ordinal);
        var names = (first ? JsScope.Parameters(function).Concat(used) : used).Where(locals.Contains).Distinct(StringComparer.Ordinal).Take(3).ToList();
        var results = Results(function).ToList();
        var recursive = first && scope.FunctionNamed(Name(function)) == function && JsTree.Under(function).OfType<CallExpression>().Any(c => c.Callee is Identifier { Name: var called } && called == Name(function)) && !JsTree.Under(function).OfType<IfStatement>().Any();
        var weight = recursive ? 0.5 : first ? 0.2 : 0.12;
        var gives = Own(function).Any(r => r is ReturnStatement { Argument: not null });
        var givesText = Own(function).Any(r => r is ReturnStatement { Argument: StringLiteral or TemplateLiteral });
        var isLoop = tree.Ancestors(node).TakeWhile(a => a is not IFunction).Any(a => a is ForStatement or ForOfStatement or ForInStatement or WhileStatement);
        foreach (var name in names)
        {
            var tests = new List<(string, double)> { ($"!{name}", 0.9), ($"{name} == null", 0.7) };
            if (JsTree.Under(function).OfType<MemberExpression>().Any(m => m is { Computed: false, Property: Identifier { Name: "length" or "map" or "reduce" or "push" or "slice" } } && tree.TextOf(m.Object) == name)
                || JsTree.Under(function).OfType<ForOfStatement>().Any(f => tree.TextOf(f.Right) == name)) tests.Add(($"{name}.length === 0", 1.1));
            if (JsTree.Under(function).OfType<BinaryExpression>().Any(b => tree.TextOf(b.Left) == name || tree.TextOf(b.Right) == name)) tests.AddRange([($"{name} <= 1", 0.5), ($"{name} === 0", 0.6), ($"{name} < 0", 0.5), ($"{name} <= 0", 0.4)]);
            foreach (var (test, likely) in tests)
            {
                for (var i = 0; i < results.Count; i++) Before(node, "missing-guard", weight * likely * (1 - (0.15 * i)), $"if ({test}) {results[i]}");
                if (givesText && test.Contains("null", StringComparison.Ordinal) || gives && test.StartsWith('!'))
                    foreach (var result in told.Texts.Take(Told.MostResults)) Before(node, "missing-guard", weight * likely * (givesText ? 0.6 : 0.3), $"if ({test}) return {JsWriter.Literal(result)};");
                if (isLoop) Before(node, "missing-guard", 0.1 * likely, $"if ({test}) continue;");
            }

            if (node is ExpressionStatement)
            {
                writer.Insert(node.Start, "missing-guard", 0.12, $"if ({name}) ");
                writer.Insert(node.Start, "missing-guard", 0.06, $"if ({name} !== undefined) ");
            }
        }

        // A check of a limit beside the one that is there: what is given may be too large as well as too small.
        if (node is IfStatement { Test: NonLogicalBinaryExpression { Left: var left, Right: var right } } check && Leaves(Last(check.Consequent)) && check.Alternate is null) Limits(check, left, right, function);
        foreach (var access in JsTree.Under(node).OfType<MemberExpression>().Where(m => m.Computed && node is ExpressionStatement).Take(2))
        {
            writer.Insert(node.Start, "missing-guard", 0.3, $"if ({tree.TextOf(access.Property)} < {tree.TextOf(access.Object)}.length) ");
        }
    }

    private void Limits(IfStatement check, Expression left, Expression right, Node function)
    {
        foreach (var name in JsScope.Parameters(function).Where(p => p != tree.TextOf(left) && p != tree.TextOf(right)))
        {
            foreach (var comparison in new[] { ">", "<", ">=", "<=" })
            {
                var unused = scope.IsUnused(check, name) ? 0.5 : 0.15;
                After(check, "missing-guard", comparison.Length == 1 ? unused : unused / 2, $"if ({tree.TextOf(left)} {comparison} {name}) return {name};");
            }
        }
    }

    private string Name(Node function) => function switch
    {
        FunctionDeclaration { Id: { } id } => id.Name,
        FunctionExpression or ArrowFunctionExpression => tree.Parent(function) switch { VariableDeclarator { Id: Identifier id } => id.Name, MethodDefinition { Key: Identifier id } => id.Name, _ => "" },
        _ => "",
    };

    private IEnumerable<Node> Own(Node function) => JsTree.Under(function).Where(n => n is ReturnStatement && scope.Function(n) == function);

    /// <summary>What a guard may give back, the likeliest first.</summary>
    private IEnumerable<string> Results(Node function)
    {
        var returned = Own(function).Cast<ReturnStatement>().Select(r => r.Argument).ToList();
        var plain = returned.Where(r => r is null or Literal or ArrayExpression { Elements.Count: 0 } or ObjectExpression { Properties.Count: 0 }).Select(r => r is null ? "return;" : $"return {tree.TextOf(r)};");
        var likely = returned.SelectMany(r => r switch
        {
            TemplateLiteral => ["return '';"],
            NonLogicalBinaryExpression { Operator: Operator.Addition or Operator.Subtraction or Operator.Multiplication or Operator.Division or Operator.Remainder } => ["return 0;", "return 1;"],
            NonLogicalBinaryExpression or LogicalExpression or UnaryExpression => ["return false;", "return true;"],
            ArrayExpression or CallExpression { Callee: MemberExpression { Property: Identifier { Name: "map" or "filter" or "slice" or "sort" or "flatMap" } } } => ["return [];"],
            Identifier name => Made(function, name.Name),
            _ => Array.Empty<string>(),
        });
        return plain.Concat(likely).Concat(returned.Count == 0 ? ["return;"] : ["return undefined;", "return null;", "return 0;", "return [];", "return '';", "return false;"]).Distinct(StringComparer.Ordinal).Take(5);
    }

    private IEnumerable<string> Made(Node function, string name)
    {
        foreach (var made in JsTree.Under(function).OfType<VariableDeclarator>().Where(d => d.Id is Identifier id && id.Name == name && d.Init is Literal or ArrayExpression or ObjectExpression)) yield return $"return {tree.TextOf(made.Init!)};";
        if (JsScope.Parameters(function).Contains(name, StringComparer.Ordinal)) yield return $"return {name};";
    }

    /// <summary>Statements of the same file that may be missing here as well, those of the function first.</summary>
    private void Donors(Statement node, Node function, bool last)
    {
        if (_points++ > MostPoints) return;
        var type = tree.Ancestors(node).FirstOrDefault(a => a is ClassBody);
        var seen = scope.Names(node).ToHashSet(StringComparer.Ordinal);
        var donors = tree.All.OfType<Statement>().Where(d => d != node && (d is ExpressionStatement { Expression: not Literal } or ReturnStatement { Argument: not null } or ThrowStatement or BreakStatement || d is IfStatement { Alternate: null } guard && Leaves(Last(guard.Consequent))) && d.End - d.Start <= 160)
            .Select(d => (Donor: d, Prior: scope.Function(d) == function ? 0.16 : type is not null && tree.Ancestors(d).Contains(type) ? 0.15 : 0.06))
            .OrderByDescending(d => d.Prior).ThenBy(d => Math.Abs(d.Donor.Start - node.Start)).Take(MostDonors);
        foreach (var (donor, prior) in donors)
        {
            foreach (var (text, near) in Renamed(donor, seen, node))
            {
                if (!Leaves(donor)) Before(node, "missing-statement", prior * near, text);
                if (last && !Leaves(node)) After(node, "missing-statement", prior * near * (donor is ReturnStatement or BreakStatement ? 1.3 : 1), text);
            }
        }
    }

    private IEnumerable<(string Text, double Near)> Renamed(Statement donor, HashSet<string> seen, Statement here)
    {
        var text = string.Join(tree.NewLine, tree.TextOf(donor).Split(tree.NewLine).Select((l, i) => i == 0 ? l : l[Math.Min(l.Length - l.TrimStart().Length, tree.Indentation(donor)?.Length ?? 0)..]));
        var strange = JsTree.Under(donor).OfType<Identifier>().Where(scope.IsRead).Select(i => i.Name).Where(n => !seen.Contains(n) && scope.FunctionNamed(n) is null && !char.IsUpper(n[0]) && scope.Names(donor).Contains(n)).Distinct(StringComparer.Ordinal).ToList();
        if (strange.Count == 0)
        {
            yield return (text, 1);
            if (donor is ExpressionStatement { Expression: AssignmentExpression { Operator: Operator.AdditionAssignment } }) yield return (text.Replace("+=", "-=", StringComparison.Ordinal), 0.9);
            if (donor is ExpressionStatement { Expression: AssignmentExpression { Operator: Operator.SubtractionAssignment } }) yield return (text.Replace("-=", "+=", StringComparison.Ordinal), 0.9);
            if (donor is ExpressionStatement { Expression: UpdateExpression }) yield return (text.Contains("++", StringComparison.Ordinal) ? text.Replace("++", "--", StringComparison.Ordinal) : text.Replace("--", "++", StringComparison.Ordinal), 0.9);
        }
        else if (strange.Count == 1)
        {
            foreach (var name in scope.Locals(here).Take(4)) yield return (System.Text.RegularExpressions.Regex.Replace(text, $@"(?<![.\w$]){System.Text.RegularExpressions.Regex.Escape(strange[0])}\b", name, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), 0.5 + (0.4 * Editing.Similarity.Of(name, strange[0])));
        }
    }

    /// <summary>A return or a break that is missing at the end of its block.</summary>
    private void Completed(Statement node, Node function, IReadOnlyList<Statement> body, int index)
    {
        if (node is ExpressionStatement { Expression: not (AssignmentExpression or UpdateExpression) } value && index == body.Count - 1) writer.Insert(value.Start, "missing-return", Own(function).Any() ? 0.2 : 0.35, "return ", $"return the result of {JsWriter.Short(tree.TextOf(value))}");
        if (index != body.Count - 1 || Leaves(node)) return;
        if (tree.Parent(node) is SwitchCase) After(node, "loop-control", 0.5, "break;");
        else if (tree.Parent(node) is FunctionBody)
        {
            var returned = Own(function).Cast<ReturnStatement>().Where(r => r.Argument is not null).Select(r => tree.TextOf(r.Argument!)).Distinct(StringComparer.Ordinal);
            foreach (var text in returned.Take(4)) After(node, "missing-return", 0.3, $"return {text};");
            var local = JsTree.Under(function).OfType<VariableDeclarator>().Select(d => d.Id).OfType<Identifier>().Select(i => i.Name).Reverse().Take(3);
            foreach (var name in local) After(node, "missing-return", Own(function).Any() ? 0.12 : 0.25, $"return {name};");
            After(node, "missing-return", 0.05, "return this;");
        }
        else if (tree.Ancestors(node).TakeWhile(a => a is not IFunction).Any(a => a is ForStatement or ForOfStatement or WhileStatement or ForInStatement))
        {
            After(node, "loop-control", 0.12, "break;");
            After(node, "loop-control", 0.1, "continue;");
        }
    }

    private void Before(Statement node, string kind, double prior, string text)
    {
        if (tree.Indentation(node) is { } white) writer.Insert(node.Start, kind, prior, Indented(text, white) + tree.NewLine + white, "with " + JsWriter.Short(text));
    }

    private void After(Statement node, string kind, double prior, string text)
    {
        if (tree.Indentation(node) is { } white) writer.Insert(node.End, kind, prior, tree.NewLine + white + Indented(text, white), "with " + JsWriter.Short(text));
    }

    private string Indented(string text, string white) => text.Replace(tree.NewLine, tree.NewLine + white, StringComparison.Ordinal);
}
