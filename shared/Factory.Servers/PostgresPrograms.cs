using System.Globalization;

namespace Factory.Servers;

/// <summary>One installed version of PostgreSQL.</summary>
internal sealed record PostgresPrograms(int Major, string Folder)
{
    private const string Root = "/usr/lib/postgresql";

    public string Server => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    public static IReadOnlyList<PostgresPrograms> Installed() =>
        Directory.Exists(Root)
            ? [.. Directory.EnumerateDirectories(Root)
                .Select(folder => (Folder: folder, Known: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major), Major: major))
                .Where(version => version.Known && File.Exists(Path.Combine(version.Folder, "bin", "postgres")))
                .OrderByDescending(version => version.Major)
                .Select(version => new PostgresPrograms(version.Major, Path.Combine(version.Folder, "bin")))]
            : [];

    public static PostgresPrograms Newest() =>
        Installed() is [var newest, ..]
            ? newest
            : throw new ServerException($"PostgreSQL is not installed: there is no {Root}/<version>/bin/postgres. On Debian: apt-get install postgresql");

    /// <summary>A cluster is only readable by the major version that made it.</summary>
    public static PostgresPrograms ForCluster(string cluster)
    {
        var made = File.ReadAllText(Path.Combine(cluster, "PG_VERSION")).Trim();
        return Installed().FirstOrDefault(version => string.Equals(version.Major.ToString(CultureInfo.InvariantCulture), made, StringComparison.Ordinal))
            ?? throw new ServerException(
                $"The cluster in {cluster} was made by PostgreSQL {made}; installed is {string.Join(", ", Installed().Select(version => version.Major))}. " +
                $"Install postgresql-{made}, move the data with pg_upgrade, or choose another data folder.");
    }
}
