using System.Globalization;
using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.JavaScript;

/// <summary>Edits that put another value in a value's place: numbers that people named, bounds, parts of a sequence, what stands beside.</summary>
internal sealed class JsValues(JsTree tree, JsScope scope, JsWriter writer, Told told)
{
    private const int MostNames = 8;
    private const int LongestCall = 80;

    private readonly List<string> _keys = [.. tree.All.OfType<Property>().Select(p => p.Key).OfType<Identifier>().Select(k => k.Name).Distinct(StringComparer.Ordinal).Take(30)];
    private readonly List<string> _fields = [.. tree.All.OfType<AssignmentExpression>().Where(a => a is { Left: MemberExpression { Computed: false, Object: ThisExpression }, Right: NumericLiteral }).Select(a => tree.TextOf(a.Left)).Distinct(StringComparer.Ordinal).Take(4)];
    private readonly List<string> _declared = [.. tree.All.OfType<FunctionDeclaration>().Where(f => f.Id is not null).Select(f => f.Id!.Name).Take(20)];

    public void Visit(Node node)
    {
        switch (node)
        {
            case NumericLiteral number when tree.Parent(number) is not Property { Value: not NumericLiteral }:
                Number(number);
                break;
            case StringLiteral text when JsExpressions.IsValue(tree, text):
                foreach (var other in told.Texts.Where(t => t != text.Value)) writer.Replace(text, "text", 0.08 + (0.12 * Similarity.Of(other, text.Value)), JsWriter.Literal(other));
                break;
            case NonLogicalBinaryExpression binary:
                Compared(binary);
                break;
            case UnaryExpression { Operator: Operator.LogicalNot, Argument: Identifier or MemberExpression } not:
                writer.Replace(not, "added-condition", 0.1, $"{tree.TextOf(not)} || {tree.TextOf(not.Argument)}.length === 0");
                break;
            case MemberExpression { Computed: false, Property: Identifier property } member:
                Member(member, property);
                break;
            case CallExpression call:
                Call(call);
                break;
            case AssignmentExpression { Operator: Operator.Assignment, Left: Identifier target, Right: not (Literal or IFunction) } assignment:
                Bound(target.Name, assignment.Right);
                break;
            case ReturnStatement { Argument: { } value }:
                Returned(value);
                break;
            case ForOfStatement { Right: Identifier over } loop:
                Part(loop, over);
                break;
        }
    }

    private void Number(NumericLiteral node)
    {
        var text = node.Raw;
        foreach (var number in told.Numbers.Select(t => t.ToString(CultureInfo.InvariantCulture)).Where(t => t != text)) writer.Replace(node, "constant", 0.3, number);
        foreach (var other in NumbersAlike.To(text)) writer.Replace(node, "constant", 0.15, other);
        foreach (var name in scope.Names(node).Where(n => n.Length > 1 && !n.Any(char.IsLower)).Take(MostNames)) writer.Replace(node, "constant", 0.15, name);
        if (scope.Function(node) is not IFunction function) return;
        // What the function is given and never looks at, and numbers of the object itself.
        foreach (var name in JsScope.Parameters((Node)function).Where(p => scope.IsUnused(node, p)).Take(3)) writer.Replace(node, "constant", 0.35, name);
        foreach (var field in _fields.Take(4)) if (tree.Ancestors(node).Any(a => a is ClassBody)) writer.Replace(node, "constant", 0.06, field);
    }

    /// <summary>What is not there may be empty as well, and what holds for nothing may hold for one.</summary>
    private void Compared(NonLogicalBinaryExpression node)
    {
        var left = tree.TextOf(node.Left);
        if (node.Operator is Operator.StrictEquality or Operator.Equality && node.Right is Identifier { Name: "undefined" } or NullLiteral) writer.Replace(node, "added-condition", 0.2, $"{tree.TextOf(node)} || {left}.length === 0");
        if (node.Operator is Operator.StrictEquality or Operator.Equality && node.Right is NumericLiteral { Raw: "0" }) writer.Replace(node, "comparison", left.EndsWith(".length", StringComparison.Ordinal) ? 0.25 : 0.1, left + " <= 1");
    }

    /// <summary>Keys that an object of this file is written down with.</summary>
    private void Member(MemberExpression node, Identifier property)
    {
        if (!_keys.Contains(property.Name) || tree.Parent(node) is CallExpression { Callee: var callee } && callee == node) return;
        foreach (var other in _keys.Where(k => k != property.Name).Take(12)) writer.Replace(property, "attribute", 0.2 * (0.5 + (Similarity.Of(other, property.Name) / 2)), other);
    }

    private void Call(CallExpression node)
    {
        if (node.Callee is Identifier { Name: var called } && _declared.Contains(called))
        {
            foreach (var other in _declared.Where(d => d != called)) writer.Replace(node.Callee, "function", 0.12, other);
        }

        var self = node.Callee is Identifier name && scope.FunctionNamed(name.Name) == scope.Function(node) as IFunction;
        if (tree.Parent(node) is not ExpressionStatement && node.End - node.Start <= LongestCall)
        {
            foreach (var argument in node.Arguments.Where(a => a is not (IFunction or SpreadElement)).Take(3)) writer.Replace(node, "dropped-call", self ? 0.15 : 0.06, JsExpressions.Simple(argument) ? tree.TextOf(argument) : $"({tree.TextOf(argument)})");
            if (tree.Parent(node) is BinaryExpression or CallExpression or AssignmentExpression or ReturnStatement)
            {
                foreach (var local in scope.Locals(node).Take(MostNames)) writer.Replace(node, "variable", scope.IsUnused(node, local) ? 0.25 : 0.04, local);
            }
        }

        if (self) foreach (var argument in node.Arguments.OfType<Identifier>()) Rest(node, argument);
        if (node is { Callee: MemberExpression { Property: Identifier { Name: "push" } push }, Arguments.Count: 1 }) writer.Replace(push, "order", 0.15, "unshift");
    }

    /// <summary>Of a call of the function itself: the rest of a sequence, what is left of a number.</summary>
    private void Rest(CallExpression node, Identifier argument)
    {
        writer.Replace(argument, "slice", 0.2, argument.Name + ".slice(1)");
        writer.Replace(argument, "off-by-one", 0.3, argument.Name + " + 1");
        writer.Replace(argument, "off-by-one", 0.3, argument.Name + " - 1");
        foreach (var other in scope.Locals(node).Except(JsScope.Parameters(scope.Function(node)), StringComparer.Ordinal).Where(n => n != argument.Name).Take(5))
        {
            writer.Replace(argument, "added-operand", 0.1, $"{argument.Name} - {other}");
            writer.Replace(argument, "added-operand", 0.06, $"{argument.Name} + {other}");
        }
    }

    /// <summary>The larger or the smaller of what there was and what there is.</summary>
    private void Bound(string target, Expression value)
    {
        var text = tree.TextOf(value);
        if (text.StartsWith("Math.m", StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal)) return;
        writer.Replace(value, "missing-call", 0.15, $"Math.max({target}, {text})");
        writer.Replace(value, "missing-call", 0.13, $"Math.min({target}, {text})");
        if (value is NonLogicalBinaryExpression { Operator: Operator.Addition or Operator.Subtraction }) writer.Replace(value, "missing-call", 0.13, $"Math.max(0, {text})");
    }

    private void Returned(Expression value)
    {
        if (value is NonLogicalBinaryExpression { Operator: Operator.Subtraction }) writer.Replace(value, "missing-call", 0.13, $"Math.max(0, {tree.TextOf(value)})");
        var locals = scope.Locals(value).Except(JsScope.Parameters(scope.Function(value)), StringComparer.Ordinal).Take(6).ToList();
        if (value is BooleanLiteral { Raw: var raw })
        {
            foreach (var name in locals)
            {
                writer.Replace(value, "returned-value", 0.1, name + (raw == "true" ? " === 0" : " !== 0"));
                writer.Replace(value, "returned-value", 0.08, name + (raw == "true" ? ".length === 0" : ".length > 0"));
            }
        }
        else if (value is ArrayExpression { Elements.Count: 0 })
        {
            writer.Replace(value, "returned-value", 0.12, "[[]]");
            foreach (var name in JsScope.Parameters(scope.Function(value))) writer.Replace(value, "returned-value", 0.1, $"[{name}]");
        }

        // Where nothing is found the report says what is wanted.
        foreach (var text in told.Texts.Take(Told.MostResults))
        {
            if (value is NullLiteral or Identifier { Name: "undefined" }) writer.Replace(value, "returned-value", 0.1, JsWriter.Literal(text));
            else if (value is Identifier or MemberExpression or CallExpression) writer.Insert(value.End, "null-check", 0.1, " ?? " + JsWriter.Literal(text));
        }
    }

    private void Part(ForOfStatement loop, Identifier over)
    {
        writer.Replace(over, "slice", 0.12, over.Name + ".slice(1)");
        foreach (var name in JsScope.Parameters(scope.Function(loop)).Where(p => p != over.Name).Take(3)) writer.Replace(over, "slice", 0.1, $"{over.Name}.slice({name})");
    }
}
