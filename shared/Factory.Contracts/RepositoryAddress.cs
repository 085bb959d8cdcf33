using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Factory.Contracts;

/// <summary>
/// The address of a repository on another machine, in the one way in which it is written, compared and handed to git. What two readers could take for two different hosts is refused, not interpreted.
/// </summary>
/// <param name="Scheme"><c>https</c>, <c>ssh</c>, or <c>http</c> for loopback hosts.</param>
/// <param name="Host">Small letters; an IPv6 address without brackets.</param>
/// <param name="Port">Null for the scheme's own.</param>
/// <param name="Name">Without <c>.git</c>.</param>
public sealed partial record RepositoryAddress(string Scheme, string Host, int? Port, string Owner, string Name)
{
    private const int Longest = 400;

    /// <summary>Host and port as a URL has them.</summary>
    public string Authority => Bracketed(Host) + (Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "");

    /// <summary>Whether git speaks SSH with it.</summary>
    public bool IsSsh => Scheme == "ssh";

    /// <summary>Where people read it in a browser.</summary>
    public string Web => IsSsh ? $"https://{Bracketed(Host)}/{Owner}/{Name}" : ToString();

    /// <summary>Whether a text is meant as an address and not as a path: it names a scheme, or looks like <c>git@host:owner/name</c>.</summary>
    public static bool IsMeant(string text) =>
        text.Length > 0 && text[0] is not ('/' or '.') && (text.Contains("://", StringComparison.Ordinal) || text.Contains("::", StringComparison.Ordinal) || ShortForm().IsMatch(text));

    /// <summary>Reads an address as people write it.</summary>
    /// <param name="problem">What is wrong with it, as a sentence that quotes no password.</param>
    /// <returns>Null where something is.</returns>
    public static RepositoryAddress? Read(string text, out string? problem)
    {
        var written = ShortForm().Match(text) is { Success: true } scp ? $"ssh://{scp.Groups["user"].Value}@{scp.Groups["host"].Value}/{scp.Groups["path"].Value}" : text;
        var parts = Shape().Match(written);
        problem = text.Length > Longest ? $"it is longer than {Longest} characters"
            : !parts.Success ? "it is not of the form https://HOST/OWNER/NAME or ssh://git@HOST/OWNER/NAME, in letters, digits and . _ - alone"
            : UserProblem(parts) ?? HostProblem(parts.Groups["host"].Value.ToLowerInvariant()) ?? NamesProblem(parts) ?? SchemeProblem(parts);
        if (problem is null)
            return Of(parts);
        problem = $"The repository's address {Shown(text)} cannot be used: {problem}.";
        return null;
    }

    /// <summary>The beginning of addresses, for a list of those that are allowed: of a host, of an owner, or one whole. Null where it is none.</summary>
    public static string? Beginning(string text)
    {
        var trimmed = text.TrimEnd('/');
        var rest = trimmed.Split("://", 2) is [_, var afterScheme] ? afterScheme.Count(character => character == '/') switch { 0 => "/o/n", 1 => "/n", _ => "" } : "";
        return IsMeant(trimmed) && Read(trimmed + rest, out _) is { } address ? address.ToString()[..^rest.Length] : null;
    }

    /// <summary>The address as <see cref="Missions.RepositoryRef"/> has it; the same repository is the same text.</summary>
    public override string ToString() => $"{Scheme}://{(IsSsh ? "git@" : "")}{Authority}/{Owner}/{Name}";

    /// <summary>A host that is this machine.</summary>
    public static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>A host's name or address as it is written in one way only; null is sound.</summary>
    public static string? HostProblem(string host)
    {
        if (host.StartsWith('['))
            return IPAddress.TryParse(host[1..^1], out var six) && six.AddressFamily == AddressFamily.InterNetworkV6 && six.ToString() == host[1..^1] ? null : "its host is no IPv6 address in its shortest form";
        var labels = host.Split('.');
        if (host.Length > 253 || !labels.All(label => Label().IsMatch(label)))
            return "what stands for its host is no host name";
        // As C libraries read them, 2130706433, 0x7f.1 and 127.1 are addresses, too.
        return (labels[^1].All(char.IsAsciiDigit) || labels[^1].StartsWith("0x", StringComparison.Ordinal)) && !(IPAddress.TryParse(host, out var four) && four.ToString() == host)
            ? "its host is no IP address of four numbers"
            : null;
    }

    private static RepositoryAddress Of(Match parts)
    {
        var scheme = parts.Groups["scheme"].Value.ToLowerInvariant();
        var port = parts.Groups["port"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : (int?)null;
        return new RepositoryAddress(scheme, parts.Groups["host"].Value.ToLowerInvariant().Trim('[', ']'), port == PortOf(scheme) ? null : port, parts.Groups["owner"].Value, Named(parts));
    }

    private static string Named(Match parts) => parts.Groups["name"].Value is var name && name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;

    private static int PortOf(string scheme) => scheme switch { "https" => 443, "http" => 80, _ => 22 };

    private static string? UserProblem(Match parts) => (parts.Groups["user"], parts.Groups["scheme"].Value.ToLowerInvariant()) switch
    {
        ({ Success: false }, _) or ({ Value: "git" }, "ssh") => null,
        (_, "ssh") => "its user is not git",
        _ => "it holds a user or a password. Leave them out, and write credentials into factory.publisher.yaml",
    };

    private static string? SchemeProblem(Match parts) =>
        string.Equals(parts.Groups["scheme"].Value, "http", StringComparison.OrdinalIgnoreCase) && !IsLoopback(parts.Groups["host"].Value.ToLowerInvariant().Trim('[', ']')) ? "http is for this machine alone: use https"
        : parts.Groups["port"] is { Success: true } port && (!int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65_535) ? "its port is no number from 1 to 65535"
        : null;

    private static string? NamesProblem(Match parts) =>
        new[] { parts.Groups["owner"].Value, Named(parts) }.Any(name => name.Length is 0 or > 100 || name is "." or ".." || name[0] == '-' || name.EndsWith(".git", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal))
            ? "its owner or name is empty, longer than 100 characters, only dots, begins with a dash, or ends with .git or .lock"
            : null;

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static string Shown(string text)
    {
        var seen = string.Concat(text.Take(Longest).Select(character => char.IsControl(character) ? '?' : character));
        return Secret().Replace(seen.Split('?', '#')[0], "${before}");
    }

    [GeneratedRegex(@"^(?<scheme>https?|ssh)://((?<user>[^/@]*(@[^/@]*)*)@)?(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:(?<port>[0-9]{1,5}))?/(?<owner>[a-z0-9._~-]+)/(?<name>[a-z0-9._~-]+)/?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<user>[a-z0-9._-]+)@(?<host>[a-z0-9][a-z0-9.-]*):(?<path>[^/:][^:]*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortForm();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?<before>[^/]*//).*@", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
