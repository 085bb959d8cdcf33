using Acornima.Ast;

namespace Factory.Mechanic.JavaScript;

/// <summary>Which names can be seen where, what is called, and what a thing's members are called elsewhere in the file.</summary>
internal sealed class JsScope
{
    private readonly JsTree _tree;
    private readonly Dictionary<Node, List<(string Name, int From)>> _declared = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, HashSet<string>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IFunction> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, HashSet<string>> _read = new(ReferenceEqualityComparer.Instance);

    public JsScope(JsTree tree)
    {
        _tree = tree;
        foreach (var node in tree.All) Note(node);
    }

    /// <summary>The function around a node; the whole file where there is none.</summary>
    public Node Function(Node node) => _tree.Ancestors(node).FirstOrDefault(a => a is IFunction) ?? _tree.Root;

    /// <summary>Names that can be seen at a node, the nearest first.</summary>
    public IEnumerable<string> Names(Node node) =>
        _tree.Ancestors(node).SelectMany(a => _declared.GetValueOrDefault(a) ?? []).Where(n => n.From < node.Start).Select(n => n.Name).Distinct(StringComparer.Ordinal);

    /// <summary>Names that the function around a node, and those around that, declare: no imports, no other functions of the file.</summary>
    public IEnumerable<string> Locals(Node node) =>
        _tree.Ancestors(node).Where(a => a is not Acornima.Ast.Program).SelectMany(a => _declared.GetValueOrDefault(a) ?? []).Where(n => n.From < node.Start).Select(n => n.Name).Distinct(StringComparer.Ordinal);

    public static IEnumerable<string> Parameters(Node function) => function is IFunction f ? f.Params.SelectMany(p => Bound(p)).Select(i => i.Name) : [];

    public bool IsCalled(string name) => _called.Contains(name);

    /// <summary>Whether the function around a node never reads the name: given or worked out, and forgotten.</summary>
    public bool IsUnused(Node node, string name)
    {
        var function = Function(node);
        if (!_read.TryGetValue(function, out var read))
            _read[function] = read = JsTree.Under(function).OfType<Identifier>().Where(IsRead).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        return !read.Contains(name);
    }

    public IEnumerable<string> Members(string owner) => _members.TryGetValue(owner, out var known) ? known : [];

    public IFunction? FunctionNamed(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Whether an identifier stands for a value that is read: no key, no member's name, nothing that is declared.</summary>
    public bool IsRead(Identifier node) => _tree.Parent(node) switch
    {
        MemberExpression member => member.Computed || member.Object == node,
        Property property => property.Value == node && !property.Shorthand && _tree.Parent(property) is not ObjectPattern || property.Computed && property.Key == node,
        MethodDefinition or PropertyDefinition { Value: null } or LabeledStatement or BreakStatement or ContinueStatement or MetaProperty or ClassBody => false,
        PropertyDefinition definition => definition.Value == node,
        VariableDeclarator declarator => declarator.Init == node,
        AssignmentExpression assignment => assignment.Right == node || assignment.Operator != Acornima.Operator.Assignment,
        AssignmentPattern pattern => pattern.Right == node,
        IFunction function => function.Body == node,
        IClass type => type.SuperClass == node,
        ImportDeclaration or ImportDeclarationSpecifier or ExportSpecifier or RestElement or CatchClause or ArrayPattern or ForInStatement or ForOfStatement => false,
        _ => true,
    };

    private static IEnumerable<Identifier> Bound(Node pattern) => pattern switch
    {
        Identifier name => [name],
        AssignmentPattern assignment => Bound(assignment.Left),
        RestElement rest => Bound(rest.Argument),
        ArrayPattern array => array.Elements.Where(e => e is not null).SelectMany(e => Bound(e!)),
        ObjectPattern value => value.Properties.SelectMany(p => p is Property property ? Bound(property.Value) : Bound(p)),
        _ => [],
    };

    private void Note(Node node)
    {
        switch (node)
        {
            case VariableDeclarator declarator:
                foreach (var name in Bound(declarator.Id)) Declare(Block(declarator), name.Name, declarator.End - 1);
                if (declarator is { Id: Identifier { Name: var given }, Init: IFunction held }) _functions.TryAdd(given, held);
                break;
            case FunctionDeclaration { Id: { } id } declared:
                Declare(Block(declared), id.Name, -1);
                _functions.TryAdd(id.Name, declared);
                break;
            case ClassDeclaration { Id: { } id }:
                Declare(Block(node), id.Name, -1);
                break;
            case ImportDeclarationSpecifier specifier:
                Declare(_tree.Root, specifier.Local.Name, -1);
                break;
            case CatchClause { Param: { } param }:
                foreach (var name in Bound(param)) Declare(node, name.Name, -1);
                break;
            case MethodDefinition { Key: Identifier { Name: var method }, Value: IFunction body }:
                _functions.TryAdd(method, body);
                break;
            case MemberExpression { Computed: false, Property: Identifier property, Object: var owner }:
                Members(owner).Add(property.Name);
                break;
            case PropertyDefinition { Key: Identifier field }:
                Known("this").Add(field.Name);
                break;
            case CallExpression { Callee: Identifier called }:
                _called.Add(called.Name);
                break;
            case NewExpression { Callee: Identifier made }:
                _called.Add(made.Name);
                break;
        }

        if (node is IFunction parameters) foreach (var name in parameters.Params.SelectMany(Bound)) Declare(node, name.Name, -1);
    }

    // A declaration counts for the block it stands in; one in the head of a loop for the loop.
    private Node Block(Node node) => _tree.Ancestors(node).First(a => a is BlockStatement or Acornima.Ast.Program or ForStatement or ForOfStatement or ForInStatement or SwitchStatement or StaticBlock);

    private HashSet<string> Members(Node owner) => Known(_tree.TextOf(owner));

    private HashSet<string> Known(string owner)
    {
        if (!_members.TryGetValue(owner, out var known)) _members[owner] = known = new HashSet<string>(StringComparer.Ordinal);
        return known;
    }

    private void Declare(Node scope, string name, int from)
    {
        if (!_declared.TryGetValue(scope, out var names)) _declared[scope] = names = [];
        names.Add((name, from));
    }
}
