using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Factory.History;

/// <summary>Which types events have, and by which alias history names them (Marten's rule, so that Marten reads the same streams).</summary>
public sealed class EventTypes
{
    private readonly FrozenDictionary<string, EventType> byAlias;
    private readonly FrozenDictionary<Type, EventType> byType;

    /// <param name="types">The types; two of them must not have the same alias.</param>
    /// <exception cref="ArgumentException">Two types have one alias.</exception>
    public EventTypes(IEnumerable<Type> types)
    {
        var known = types.Distinct().Select(type => new EventType(type, Alias(type), DotNetName(type))).ToList();
        foreach (var group in known.GroupBy(type => type.Alias, StringComparer.Ordinal).Where(group => group.Count() > 1))
            throw new ArgumentException($"The event types {string.Join(" and ", group.Select(type => type.Clr.FullName))} would both be stored as '{group.Key}'. Rename one of them.", nameof(types));
        byAlias = known.ToFrozenDictionary(type => type.Alias, StringComparer.Ordinal);
        byType = known.ToFrozenDictionary(type => type.Clr);
    }

    /// <summary>All records of the namespace Factory.Contracts.History.</summary>
    public static EventTypes Product { get; } = new(OfProduct());

    /// <summary>These and further types, for example a test's own.</summary>
    public EventTypes With(params IEnumerable<Type> types) => new(byType.Keys.Concat(types));

    /// <summary>
    /// The alias of a type: its name cut at capitals, lower case, joined by <c>_</c> (<c>CodeWritten</c> is <c>code_written</c>,
    /// <c>HTTPCallMade</c> is <c>http_call_made</c>). Nested types drop the outer type's name.
    /// </summary>
    public static string Alias(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Alias(type.Name);
    }

    internal static string Alias(ReadOnlySpan<char> name)
    {
        var alias = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (StartsWord(name, i))
                alias.Append('_');
            alias.Append(char.ToLowerInvariant(name[i]));
        }

        return alias.ToString();
    }

    /// <summary>The aliases of all types known.</summary>
    public IReadOnlyCollection<string> Aliases => byAlias.Keys;

    internal EventType? Find(string alias) => byAlias.GetValueOrDefault(alias);

    internal EventType Of(object data) => byType.GetValueOrDefault(data.GetType())
        ?? throw new ArgumentException($"{data.GetType().FullName} is not a type of event: declare it in the namespace Factory.Contracts.History, or register it with EventTypes.", nameof(data));

    private static bool StartsWord(ReadOnlySpan<char> name, int i)
    {
        if (i == 0 || !char.IsUpper(name[i]))
            return false;
        return !char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]));
    }

    private static string DotNetName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    private static IEnumerable<Type> OfProduct() =>
        typeof(Contracts.History.MissionStarted).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "Factory.Contracts.History", IsClass: true, IsAbstract: false } && IsRecord(type));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;
}

internal sealed record EventType(Type Clr, string Alias, string DotNetName);
