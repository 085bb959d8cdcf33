using System.Globalization;
using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Files;

/// <summary>Searches by ripgrep, in the workspace's sandbox.</summary>
internal static class RipgrepSearch
{
    private const int LongestLine = 300;
    private const int LargestPattern = 1_000;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private static readonly string[] Options =
    [
        "--no-config", "--line-number", "--no-heading", "--with-filename", "--null", "--color=never", "--no-messages", "--no-require-git", "--no-ignore-global", "--no-ignore-parent",
        "--hidden", "--glob=!.git", "--max-filesize=2M", "--max-count=1000", "--sort=path", "--crlf", "--regex-size-limit=10M",
    ];

    /// <summary>Null where ripgrep is missing or does not take the pattern: the other engine knows more, and says better what is wrong with it.</summary>
    public static async Task<SearchResult?> TryRun(Workspace workspace, string pattern, string glob, int limit, CancellationToken cancellationToken)
    {
        _ = Glob.Matcher(glob);
        if (Programs.Ripgrep is not { } program || pattern.Length is 0 or > LargestPattern || pattern.Contains('\0', StringComparison.Ordinal))
            return null;
        var request = new CommandRequest([program, .. Options, .. Globs(glob), "-e", pattern, "--", "./"]) { Prepared = false, TimeLimit = AtMost };
        var ran = await workspace.Run(request, cancellationToken);
        if (ran.Killed == KillReason.None && ran.ExitCode is not (0 or 1) && ran.OutputBytes < 10_000 && !ran.Output.Contains('\0', StringComparison.Ordinal))
            return null;
        var (hits, total) = Parse(Encoding.UTF8.GetString(ran.WholeOutput.Span), limit);
        var counted = ran.Killed == KillReason.None && ran.OutputBytes == ran.WholeOutput.Length;
        return new SearchResult(hits, Cut: total > hits.Count || !counted) { Total = counted ? total : null, WithoutIgnored = true };
    }

    private static IEnumerable<string> Globs(string glob)
    {
        var pattern = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        if (pattern is "" or "." or "**" or "**/*" or "*")
            yield break;
        if (pattern.EndsWith('/'))
            pattern += "**";
        // What starts with ! would leave out instead.
        pattern = pattern.StartsWith('!') ? "\\" + pattern : pattern;
        var anchored = pattern.Contains('/', StringComparison.Ordinal) && !pattern.StartsWith("**/", StringComparison.Ordinal) ? "/" + pattern : pattern;
        yield return $"--glob={anchored}";
        if (!anchored.EndsWith("**", StringComparison.Ordinal))
            yield return $"--glob={anchored}/**";
    }

    /// <summary>Lines as <c>path NUL number : text</c>.</summary>
    private static (List<SearchHit> Hits, int Total) Parse(string output, int limit)
    {
        var hits = new List<SearchHit>();
        var total = 0;
        foreach (var line in output.AsSpan().EnumerateLines())
        {
            var (zero, colon) = (line.IndexOf('\0'), line.IndexOf('\0') + 1 + Math.Max(0, line[(line.IndexOf('\0') + 1)..].IndexOf(':')));
            if (zero < 0 || !int.TryParse(line[(zero + 1)..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            if (++total > limit)
                continue;
            var path = line[..zero].ToString();
            var text = line[(colon + 1)..];
            hits.Add(new SearchHit(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, number, text.Length <= LongestLine ? text.ToString() : $"{text[..LongestLine]}…"));
        }

        return (hits, total);
    }
}
