using Acornima.Ast;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.JavaScript;

/// <summary>Small edits of a JavaScript file, from its syntax tree.</summary>
internal static class JsEdits
{
    /// <summary>Edits on the given lines (null: all), with the literals that the report tells; none where the file is not UTF-8 or not plain JavaScript.</summary>
    public static IReadOnlyList<Edit> Of(string path, byte[] content, IReadOnlySet<int>? lines, Told told)
    {
        if (JsTree.Read(content) is not { } tree) return [];
        var writer = new JsWriter(path, tree, lines);
        var scope = new JsScope(tree);
        var expressions = new JsExpressions(tree, scope, writer);
        var conditions = new JsConditions(tree, scope, writer);
        var values = new JsValues(tree, scope, writer, told);
        var statements = new JsStatements(tree, scope, writer, told);
        var flow = new JsFlow(tree, scope, writer);
        var unused = new JsUnused(tree, scope, writer);
        foreach (var node in tree.All)
        {
            if (!writer.Covers(node)) continue;
            // Of two that do the same the likelier one comes first.
            unused.Visit(node);
            flow.Visit(node);
            if (node is Statement statement and not (FunctionBody or BlockStatement)) statements.Visit(statement);
            expressions.Visit(node);
            conditions.Visit(node);
            values.Visit(node);
        }

        return writer.Found;
    }
}
