using Factory.Droids.Roles;
using Microsoft.Extensions.Configuration;

namespace Factory.Droids.Mcp;

/// <summary>The servers that the operator allows, by name.</summary>
/// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
internal sealed class McpServers
{
    private const string Section = "Factory:Mcp";
    private const int LongestName = 20;

    private readonly SortedDictionary<string, McpServerOptions> _servers = new(StringComparer.Ordinal);

    public McpServers(IReadOnlyDictionary<string, McpServerOptions> servers)
    {
        foreach (var (name, server) in servers)
        {
            Check(name, server);
            _servers.Add(name, server);
        }
    }

    public static McpServers Read(IConfiguration configuration) => new(configuration.GetSection(Section).Get<Dictionary<string, McpServerOptions>>() ?? []);

    public IEnumerable<KeyValuePair<string, McpServerOptions>> For(string role) => _servers.Where(server => server.Value.Roles.Contains(role));

    /// <summary>The server and its own name of a tool that the role may call; null for none.</summary>
    public (string Name, McpServerOptions Server, string Tool)? Find(string role, string tool)
    {
        foreach (var (name, server) in For(role))
        {
            if (tool.StartsWith(Prefix(name), StringComparison.Ordinal) && server.Tools.Contains(tool[Prefix(name).Length..]))
                return (name, server, tool[Prefix(name).Length..]);
        }

        return null;
    }

    public static string Prefix(string server) => $"mcp_{server}_";

    private static void Check(string name, McpServerOptions server)
    {
        var problem = name.Length > LongestName || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)) ? $"is not a name of small letters and digits, {LongestName} at most"
            : server.Url is null == (server.Command.Count == 0) ? "has no Command: give the program and its arguments, or else a Url"
            : (server.Url is null ? ProblemOfProgram(server) : UrlServer.Problem(server)) is { } wrong ? wrong
            : server.Roles.Count == 0 || server.Roles.Except(RoleNames.All, StringComparer.Ordinal).Any() ? $"needs Roles, of {string.Join(", ", RoleNames.All)}"
            : server.Tools.Count == 0 ? "has no Tools: name those that may be called"
            : server.TimeoutSeconds is < 1 or > 600 ? $"has TimeoutSeconds {server.TimeoutSeconds}: use 1 to 600"
            : null;
        if (problem is not null)
            throw new InvalidOperationException($"Configuration key {Section}:{name} {problem}.");
    }

    private static string? ProblemOfProgram(McpServerOptions server) =>
        server.Command.Any(string.IsNullOrEmpty) ? "has an empty word in its Command"
        : server.Private || server.TokenFile is not null ? "has Private or TokenFile, which are for a Url"
        : server.Folder is { } folder && (!Path.IsPathFullyQualified(folder) || Path.TrimEndingDirectorySeparator(folder) == "/" || !Directory.Exists(folder)) ? $"has the Folder '{folder}', which is not an absolute folder that is there"
        : null;
}
