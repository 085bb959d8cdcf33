using Factory.Contracts.Features;
using Factory.Droids.Diffs;

namespace Factory.Reviewer.Validating;

/// <summary>Whether what a droid found is about the change at all: a path that the diff changes, and a line at what it changes.</summary>
internal static class CandidateCheck
{
    /// <summary>Lines around a changed one that count as its place: what a diff shows of them.</summary>
    private const int Around = 3;

    private const int MostFindings = 50;
    private const int MostShown = 8;

    /// <summary>What is wrong with the candidates, for the droid; null when nothing is.</summary>
    /// <param name="scope">The files that are looked at, where that is not all of the diff; null for all.</param>
    public static string? Problem(IReadOnlyList<Finding> candidates, IReadOnlyList<DiffFile> diff, IReadOnlyList<string>? scope = null)
    {
        diff = scope is null ? diff : [.. diff.Where(file => scope.Contains(file.Path, StringComparer.Ordinal))];
        if (candidates.Count > MostFindings)
            return $"A review has at most {MostFindings} findings; these are {candidates.Count}. Keep the ones that matter.";
        var wrong = candidates.Select((finding, index) => Problem(finding, index, diff)).OfType<string>().ToList();
        return wrong.Count == 0 ? null : $"{string.Join(' ', wrong.Take(MostShown))} A finding is about what the change does: name a path and a line of the diff, or leave it out.";
    }

    private static string? Problem(Finding finding, int index, IReadOnlyList<DiffFile> diff)
    {
        var files = diff.Where(file => file.Path == finding.Path).ToList();
        if (files.Count == 0)
            return $"findings[{index}]: the diff does not change '{finding.Path}' (it changes {string.Join(", ", diff.Take(MostShown).Select(file => file.Path))}).";
        var lines = files.SelectMany(file => file.Hunks).SelectMany(hunk => hunk.Lines).ToList();
        // A file without lines (binary, only its mode) has one place: its first line.
        return lines.Count == 0 || lines.Exists(line => Math.Abs(line.Number - finding.Line) <= Around)
            ? null
            : $"findings[{index}]: line {finding.Line} of {finding.Path} is not in the diff, which changes lines {Ranges(lines)}.";
    }

    private static string Ranges(List<DiffLine> lines)
    {
        var numbers = lines.Select(line => line.Number).Distinct().Order().ToList();
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && number == ranges[^1].Last + 1)
                ranges[^1] = (ranges[^1].First, number);
            else
                ranges.Add((number, number));
        }

        return string.Join(", ", ranges.Take(MostShown).Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }
}
