using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Files;

/// <summary>Searches lines of text files, within bounds of time, size and hits.</summary>
internal sealed class TextSearch(ConfinedFiles files, string pattern, bool regex)
{
    private const int LargestFile = 2 << 20;
    private const int LongestLine = 300;
    private const int LongestPattern = 1_000;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneMatch = TimeSpan.FromMilliseconds(250);

    private readonly Func<string, bool> matches = Matcher(pattern, regex);

    public SearchResult In(IEnumerable<string> paths, int limit)
    {
        var started = Stopwatch.GetTimestamp();
        var hits = new List<SearchHit>();
        foreach (var path in paths)
        {
            foreach (var hit in HitsIn(path))
            {
                if (hits.Count == limit)
                    return new SearchResult(hits, Cut: true);
                hits.Add(hit);
            }

            if (Stopwatch.GetElapsedTime(started) > AtMost)
                return new SearchResult(hits, Cut: true);
        }

        return new SearchResult(hits, Cut: false);
    }

    private static Func<string, bool> Matcher(string pattern, bool regex)
    {
        if (pattern.Length is 0 or > LongestPattern)
            throw new FileRefused($"The text to search for has 1 to {LongestPattern} characters.");
        if (!regex)
            return line => line.Contains(pattern, StringComparison.Ordinal);
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, OneMatch).IsMatch;
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, OneMatch).IsMatch; // look-around and back-references need the backtracking engine
        }
        catch (ArgumentException exception)
        {
            throw new FileRefused($"The regular expression is not valid: {exception.Message}", exception);
        }
    }

    private List<SearchHit> HitsIn(string path)
    {
        var hits = new List<SearchHit>();
        if (Bytes(path) is not { } bytes || TextFile.IsBinary(bytes))
            return hits;
        var lines = TextFile.Decode(path, bytes).Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            try
            {
                if (matches(line))
                    hits.Add(new SearchHit(path, i + 1, line.Length <= LongestLine ? line : line[..LongestLine] + "…"));
            }
            catch (RegexMatchTimeoutException exception)
            {
                throw new FileRefused("The regular expression takes too long on some line. Use a simpler one.", exception);
            }
        }

        return hits;
    }

    private byte[]? Bytes(string path)
    {
        try
        {
            return files.ReadBytes(path, LargestFile);
        }
        catch (FileRefused)
        {
            return null; // too large, a link that leads out, or gone
        }
    }
}
