using System.Text.Json;
using System.Text.RegularExpressions;
using Acornima;
using Acornima.Ast;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>A function that can be watched, and called again with other inputs.</summary>
/// <param name="Key">Its path and name.</param>
/// <param name="Kind">function; method of a class's objects; or member of something that is there.</param>
/// <param name="Record">What goes into the file so that its calls are told.</param>
/// <param name="Register">What goes behind the file so that it can be reached: also what is not exported.</param>
internal sealed record JsFunction(string Key, string Path, string Name, string Kind, IReadOnlyList<TextChange> Record, string Register);

/// <summary>The outermost function around a place that has a name: of the file, of a class, or of an object that has a name itself.</summary>
internal static partial class JsFunctions
{
    private const string Calls = "globalThis[Symbol.for(\"factory.call\")]";
    private const string Functions = "globalThis[Symbol.for(\"factory.functions\")]";

    /// <summary>Null where there is none, or where it cannot be called from outside: constructors, accessors, objects with private fields.</summary>
    public static JsFunction? Around(string path, byte[] content, TextChange change)
    {
        if (JsTree.Read(content) is not { } tree) return null;
        var offsets = new ByteOffsets(tree.Text);
        var found = tree.Root.Body.SelectMany(s => Named(s, tree)).FirstOrDefault(f => offsets[f.Function.Start] <= change.Start && change.End <= offsets[f.Function.End]);
        if (found.Function is not IFunction function || Arguments(function) is not { } arguments) return null;
        var key = $"{path}:{found.Holder}.{found.Name}";
        var tell = $"{Calls}?.({JsonSerializer.Serialize(key)}, {(found.Kind == "method" ? "this" : "null")}, {arguments})";
        return new JsFunction(
            key, path, found.Name, found.Kind, [.. Record(function, tell).Select(c => new TextChange(offsets[c.At], offsets[c.At], c.Text))],
            $"\n;({Functions} ?? {{}})[{JsonSerializer.Serialize(key)}] = typeof {found.Holder} === \"undefined\" ? undefined : {found.Holder};");
    }

    private static IEnumerable<(string Holder, string Name, string Kind, Node Function)> Named(Node statement, JsTree tree) => statement switch
    {
        ExportNamedDeclaration { Declaration: { } declared } => Named(declared, tree),
        ExportDefaultDeclaration { Declaration: FunctionDeclaration or ClassDeclaration } exported => Named(exported.Declaration, tree),
        FunctionDeclaration { Id: { } id } => [(id.Name, id.Name, "function", statement)],
        ClassDeclaration { Id: { } id } type => Methods(id.Name, type),
        VariableDeclaration variables => variables.Declarations.Where(d => d is { Id: Identifier, Init: not null }).SelectMany(d => Held(((Identifier)d.Id).Name, d.Init!)),
        ExpressionStatement { Expression: AssignmentExpression { Operator: Operator.Assignment, Left: Identifier or MemberExpression } assignment } when Path().IsMatch(tree.TextOf(assignment.Left)) => Held(tree.TextOf(assignment.Left), assignment.Right),
        _ => [],
    };

    private static IEnumerable<(string, string, string, Node)> Held(string holder, Node value) => value switch
    {
        IFunction => [(holder, holder, "function", value)],
        ClassExpression type => Methods(holder, type),
        ObjectExpression members => members.Properties.OfType<Property>().Where(p => p is { Kind: PropertyKind.Init or PropertyKind.Method, Computed: false, Key: Identifier, Value: IFunction })
            .Select(p => (holder, ((Identifier)p.Key).Name, "member", (Node)p.Value)),
        _ => [],
    };

    private static IEnumerable<(string, string, string, Node)> Methods(string name, Node type)
    {
        // Private fields are out of reach: an object without them is none of the class.
        if (JsTree.Under(type).Any(n => n is PrivateIdentifier)) return [];
        return ((IClass)type).Body.Body.OfType<MethodDefinition>().Where(m => m is { Kind: PropertyKind.Method, Computed: false, Key: Identifier })
            .Select(m => (name, ((Identifier)m.Key).Name, m.Static ? "member" : "method", (Node)m.Value));
    }

    // An arrow has no arguments of its own.
    private static string? Arguments(IFunction function) => function is not ArrowFunctionExpression ? "[...arguments]"
        : function.Params.All(p => p is Identifier or AssignmentPattern { Left: Identifier })
            ? $"[{string.Join(", ", function.Params.Select(p => ((Identifier)(p is AssignmentPattern { Left: var left } ? left : p)).Name))}]"
            : null;

    // Behind directives, which are none any more behind a statement.
    private static (int At, string Text)[] Record(IFunction function, string tell) => function.Body is FunctionBody body
        ? [(body.Body.FirstOrDefault(s => s is not Directive) is { } first ? first.Start : body.End - 1, tell + ";")]
        : [(function.Body.Start, $"({tell}, "), (function.Body.End, ")")];

    // Names alone: to look them up again does nothing.
    [GeneratedRegex(@"^[\w$]+(\.[\w$]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}
