using System.Text.Json;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Bridging;

/// <summary>The first line that a bridge is told; messages of the protocol follow, one a line, both ways.</summary>
/// <param name="Url">The server. Nothing else is ever asked.</param>
/// <param name="Host">What holds for the server's host; its name is the URL's.</param>
/// <param name="Token">Sent to it as a bearer token; null for none. Taken out of whatever it answers.</param>
public sealed record BridgeSettings(string Url, HostRule Host, string? Token)
{
    private const int LongestUrl = 2_000;

    /// <summary>The URL, if it may be asked.</summary>
    /// <exception cref="OutboundRefused">It may not; the message says why.</exception>
    public Uri Endpoint() => Target.Of(Url, new HostRules([Host]), LongestUrl).Url;

    /// <summary>What holds for the host of a URL that an operator wrote: its scheme and port, and nothing else.</summary>
    /// <param name="isPrivate">Its name may lead to an address of a private network or of this machine.</param>
    public static BridgeSettings For(string url, bool isPrivate, string? token = null) =>
        Uri.TryCreate(url, UriKind.Absolute, out var read) && read.Port > 0
            ? new BridgeSettings(url, new HostRule { Name = read.Host, Http = read.Scheme == Uri.UriSchemeHttp, Private = isPrivate, Ports = [read.Port] }, token)
            : throw new OutboundRefused("The URL is not an absolute one.");

    /// <summary>Without the token: what is printed by chance must not hold it.</summary>
    public override string ToString() => Url;

    /// <summary>As the bridge's first line, with its end.</summary>
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    internal static BridgeSettings OfLine(string line) => JsonSerializer.Deserialize<BridgeSettings>(line, Json) ?? throw new JsonException("an empty first line");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}
