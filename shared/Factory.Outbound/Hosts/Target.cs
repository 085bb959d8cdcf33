using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Outbound.Hosts;

/// <summary>
/// A URL that the rules allow. It is taken apart by hand and put together anew from checked parts: what one reader takes for the host and another for a password is refused, not interpreted.
/// </summary>
public sealed partial record Target
{
    /// <summary>Characters of a URL that a model wrote at most: the longer it may be, the more of a repository can be carried out in it.</summary>
    public const int LongestOfModel = 500;

    private Target(Uri url, HostRule rule) => (Url, Rule) = (url, rule);

    /// <summary>What is asked for, without a fragment.</summary>
    public Uri Url { get; }

    internal HostRule Rule { get; }

    /// <param name="longest">Characters at most.</param>
    /// <exception cref="OutboundRefused">It may not be fetched; the message says why.</exception>
    public static Target Of(string url, HostRules rules, int longest)
    {
        if (url.Length > longest)
            throw new OutboundRefused($"The URL has {url.Length} characters; {longest} are the most.");
        if (url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\') || url.Contains("%00", StringComparison.Ordinal))
            throw new OutboundRefused("The URL holds control characters, spaces or backslashes.");
        if (Shape().Match(url) is not { Success: true } parts)
            throw new OutboundRefused("Only URLs that begin with https:// are fetched.");
        var authority = parts.Groups["authority"].Value;
        if (authority.Contains('@', StringComparison.Ordinal))
            throw new OutboundRefused("The URL holds a user or password: leave them out.");
        if (authority.Contains('[', StringComparison.Ordinal))
            throw new OutboundRefused("Addresses are not fetched from: use the host's name.");

        var isHttp = parts.Groups["scheme"].Value.Length == "http".Length;
        var (host, port) = Split(authority, isHttp);
        var rule = rules.Find(host) ?? throw new OutboundRefused($"{host} is not one of the hosts that the operator allows.");
        if (!rule.Allows(isHttp, port))
            throw new OutboundRefused($"{host} may not be asked by {(isHttp ? "http" : "https")} at port {port}.");
        return new Target(Assemble(isHttp ? "http" : "https", host, port, parts.Groups["rest"].Value), rule);
    }

    private static (string Host, int Port) Split(string authority, bool isHttp)
    {
        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        var written = colon < 0 ? "" : authority[(colon + 1)..];
        var port = isHttp ? 80 : 443;
        if (written.Length > 0 && (!written.All(char.IsAsciiDigit) || !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out port)))
            throw new OutboundRefused("The URL's port is no number.");
        return (HostName.Of(colon < 0 ? authority : authority[..colon]), port);
    }

    private static Uri Assemble(string scheme, string host, int port, string rest)
    {
        if (!rest.All(char.IsAscii))
            throw new OutboundRefused("Percent-encode what is not ASCII in the URL's path and query.");
        var text = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}{(rest.StartsWith('/') ? "" : "/")}{rest}");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var made) || made.Host != host || made.Port != port || made.Scheme != scheme || made.UserInfo.Length > 0)
            throw new OutboundRefused("The URL cannot be read in one way only.");
        return made;
    }

    [GeneratedRegex("^(?<scheme>https?)://(?<authority>[^/?#]*)(?<rest>[^#]*)(#.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
