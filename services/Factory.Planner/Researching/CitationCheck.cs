using Factory.Contracts.Research;
using Factory.Workspaces.Repositories;

namespace Factory.Planner.Researching;

/// <summary>Whether what an answer cites is there, at the mission's base commit. What it says there only a reader can judge.</summary>
/// <param name="Problem">What is not there, for the droid; null when everything is.</param>
/// <param name="Citations">As they are recorded: paths from the root, full ids of commits.</param>
internal sealed record CitationCheck(string? Problem, IReadOnlyList<Citation> Citations)
{
    private const int MostCitations = 100;
    private const int MostShown = 8;

    /// <param name="commits">The base commit and its history, whatever the checkout holds by now.</param>
    public static async Task<CitationCheck> Of(IReadOnlyList<Citation> citations, CommitReader commits, CancellationToken ct)
    {
        if (citations.Count is 0 or > MostCitations)
            return new CitationCheck($"An answer has 1 to {MostCitations} citations; this one has {citations.Count}. Cite the files and lines, or the commits, that it rests on.", []);
        var checkedOnes = citations.Select(citation => citation.Path is { } path ? citation with { Path = Plain(path) } : citation).ToList();
        var lines = await Lines([.. checkedOnes.Select(citation => citation.Path).OfType<string>().Distinct(StringComparer.Ordinal)], commits, ct);
        var problems = new List<string>();
        for (var index = 0; index < checkedOnes.Count; index++)
        {
            var citation = checkedOnes[index];
            if (OfFile(citation, lines) is { } missing)
                problems.Add($"citations[{index}]: {missing}");
            else if (citation.Commit is { } named && await commits.Find(named, ct) is var id)
            {
                if (id is null)
                    problems.Add($"citations[{index}]: '{named}' is no commit in the history of the base commit.");
                else
                    checkedOnes[index] = citation with { Commit = id };
            }
        }

        return new CitationCheck(problems.Count == 0 ? null : $"{string.Join(' ', problems.Take(MostShown))} Cite what is there.", checkedOnes);
    }

    private static string? OfFile(Citation citation, Dictionary<string, int> lines)
    {
        if (citation is { Path: null, Commit: null })
            return "it names neither a path nor a commit.";
        if (citation.Path is not { } path)
            return citation.Line is null ? null : "it names a line and no path.";
        if (!lines.TryGetValue(path, out var count))
            return $"the base commit has no file '{path}'.";
        if (citation.LastLine is { } last && (citation.Line is not { } first || last < first))
            return $"lastLine {last} comes before line {citation.Line?.ToString() ?? "(none)"}.";
        return Math.Max(citation.Line ?? 0, citation.LastLine ?? 0) is var end && end > count ? $"{path} has {count} lines at the base commit, not {end}." : null;
    }

    private static async Task<Dictionary<string, int>> Lines(IReadOnlyList<string> paths, CommitReader commits, CancellationToken ct)
    {
        if (paths.Count == 0)
            return [];
        var files = (await commits.Files(ct)).Where(file => paths.Contains(file.Path, StringComparer.Ordinal)).ToList();
        var contents = await commits.Read(files, ct);
        return files.Select((file, index) => (file.Path, Count: Count(contents[index]))).ToDictionary(file => file.Path, file => file.Count, StringComparer.Ordinal);
    }

    private static int Count(byte[] content) => content.Length == 0 ? 0 : content.AsSpan().Count((byte)'\n') + (content[^1] == (byte)'\n' ? 0 : 1);

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path.StartsWith("/workspace/", StringComparison.Ordinal) ? path["/workspace/".Length..] : path;
}
