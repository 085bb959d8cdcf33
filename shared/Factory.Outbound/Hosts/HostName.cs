using System.Globalization;
using System.Net;

namespace Factory.Outbound.Hosts;

/// <summary>A host's name in the one way in which it is compared and resolved: ASCII, small letters, without a last dot.</summary>
internal static class HostName
{
    private const int Longest = 253;
    private const int LongestLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <exception cref="OutboundRefused">It is no name: empty, an address, or holds what no name holds.</exception>
    public static string Of(string written)
    {
        var name = Ascii(written.EndsWith('.') ? written[..^1] : written);
        var labels = name.Split('.');
        if (name.Length > Longest || labels.Any(label => label.Length is 0 or > LongestLabel || !label.All(IsOfName)))
            throw new OutboundRefused("What stands for the host is no host name.");
        // As browsers and C libraries read it: 2130706433, 0x7f.1 and 127.1 are addresses, too.
        if (labels[^1].All(char.IsAsciiDigit) || labels[^1].StartsWith("0x", StringComparison.Ordinal) || IPAddress.TryParse(name, out _))
            throw new OutboundRefused("Addresses are not fetched from: use the host's name.");
        return name;
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-';

    private static string Ascii(string name)
    {
        try
        {
            return Idn.GetAscii(name.ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            throw new OutboundRefused("What stands for the host is no host name.");
        }
    }
}
