using System.Text;

namespace Factory.Workspaces.Scanning;

/// <summary>Takes out what <see cref="SecretScan"/> finds, so that it is neither recorded nor shown; what stands in its place says what it was.</summary>
public static class Redaction
{
    private const int LongestKey = 20_000;
    private const string KeyEnd = "-----END";
    private const string Dashes = "-----";

    /// <summary>The same text where it holds no secret.</summary>
    public static string Of(string text)
    {
        List<(int From, int To, string Kind)> places = [.. SecretScan.Places(text).Select(place => (place.From, EndOf(text, place.From, place.Length), place.Kind)).OrderBy(place => place.From)];
        if (places.Count == 0)
            return text;
        var redacted = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (from, to, kind) in places)
        {
            if (from >= at)
                redacted.Append(text, at, from - at).Append("[redacted: ").Append(kind).Append(']');
            at = Math.Max(at, to);
        }

        return redacted.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The same bytes where they hold no secret. They are read as UTF-8.</summary>
    public static byte[] Of(byte[] text)
    {
        var decoded = Encoding.UTF8.GetString(text);
        var redacted = Of(decoded);
        return ReferenceEquals(redacted, decoded) ? text : Encoding.UTF8.GetBytes(redacted);
    }

    /// <summary>A private key is found by its first line; all of it goes, also where its end was cut off.</summary>
    private static int EndOf(string text, int from, int length)
    {
        var to = from + length;
        if (!text.AsSpan(from).StartsWith(Dashes))
            return to;
        var within = text.AsSpan(to, Math.Min(LongestKey, text.Length - to));
        var end = within.IndexOf(KeyEnd, StringComparison.Ordinal);
        if (end >= 0 && !within[..end].Contains("-----BEGIN", StringComparison.Ordinal))
        {
            var closing = within[(end + KeyEnd.Length)..].IndexOf(Dashes, StringComparison.Ordinal);
            return closing < 0 ? text.Length : to + end + KeyEnd.Length + closing + Dashes.Length;
        }

        while (to < text.Length && (char.IsAsciiLetterOrDigit(text[to]) || char.IsWhiteSpace(text[to]) || text[to] is '+' or '/' or '=' or '\\'))
            to++;
        return to;
    }
}
