using System.Globalization;
using System.Reflection;

namespace Factory.History;

/// <summary>One step of the database's schema. Once released it never changes: what comes later is a migration of its own.</summary>
/// <param name="Number">Order: History 1–99, Messaging 100–199, leases 200–299, others from 300.</param>
/// <param name="Name">What it does, for people.</param>
/// <param name="Sql">Statements, run in one transaction with all others that are new.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The embedded resources of an assembly that are named like <c>001-event-store.sql</c>.</summary>
    public static IReadOnlyList<Migration> EmbeddedIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Length > 8 && name[3] == '-')
            .Select(name => Read(assembly, name))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(resource.AsSpan(0, 3), CultureInfo.InvariantCulture), resource[4..^4], reader.ReadToEnd());
    }
}
