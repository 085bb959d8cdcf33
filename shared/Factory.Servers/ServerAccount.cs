using System.Globalization;

namespace Factory.Servers;

/// <summary>The unprivileged user that a server runs as when we are root, which PostgreSQL refuses to run as.</summary>
internal sealed record ServerAccount(string Name, int UserId, int GroupId)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    public IReadOnlyList<string> Options =>
        ["--reuid", UserId.ToString(CultureInfo.InvariantCulture), "--regid", GroupId.ToString(CultureInfo.InvariantCulture), "--clear-groups"];

    /// <summary>Null when we are an ordinary user: then the server runs as ourselves.</summary>
    public static ServerAccount? ForPostgres()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToLookup(fields => fields[0]);
        var fields = Candidates.SelectMany(name => known[name]).FirstOrDefault()
            ?? throw new ServerException("PostgreSQL does not run as root, and /etc/passwd knows neither the user postgres nor nobody. Install Debian's postgresql-common, or run as an ordinary user.");
        return new ServerAccount(fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    public async Task<bool> CanEnter(string folder, CancellationToken cancellationToken) =>
        (await ShortCommand.Run("setpriv", [.. Options, "--", "test", "-x", folder], null, cancellationToken)).ExitCode == 0;

    public async Task Own(string folder, CancellationToken cancellationToken)
    {
        var (code, output) = await ShortCommand.Run("chown", ["-R", "-h", $"{UserId}:{GroupId}", "--", folder], null, cancellationToken);
        if (code != 0)
            throw new ServerException($"The folder {folder} could not be given to the user {Name}, whom PostgreSQL runs as: {output.Trim()}");
    }
}
