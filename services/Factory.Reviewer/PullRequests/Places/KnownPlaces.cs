using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests.Places;

/// <summary>What became of what a droid found earlier, as the files of the head tell: nobody needs to be asked.</summary>
internal static class KnownPlaces
{
    /// <param name="known">With their places.</param>
    /// <param name="files">What the head has of the findings' files, and of those that the pull request changes: a file may have been renamed.</param>
    public static IReadOnlyList<SeenFinding> Look(IReadOnlyList<Finding> known, IReadOnlyDictionary<string, SourceText> files) => [.. known.Where(finding => finding.Place is not null).Select(finding => Look(finding, finding.Place!, files))];

    private static SeenFinding Look(Finding finding, FindingPlace place, IReadOnlyDictionary<string, SourceText> files)
    {
        if (files.GetValueOrDefault(finding.Path) is { } same)
        {
            if (place.HunkLines == 0)
                return new SeenFinding(place.Fingerprint, FindingState.Open, finding.Path, finding.Line);
            if (Line(same, finding, place) is { } line)
                return new SeenFinding(place.Fingerprint, FindingState.Open, finding.Path, line);
        }

        foreach (var (path, file) in files.Where(file => file.Key != finding.Path && place.HunkLines > 0).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            // Elsewhere the same lines are the same finding only within the same function: of a file that was renamed, or a function that was moved.
            if ((place.Symbol.Length > 0 || !files.ContainsKey(finding.Path)) && Line(file, finding, place) is { } moved)
                return new SeenFinding(place.Fingerprint, FindingState.Open, path, moved);
        }

        var gone = files.GetValueOrDefault(finding.Path) is not { } left || (place.Symbol.Length > 0 && !left.Defines(place.Symbol));
        return new SeenFinding(place.Fingerprint, gone ? FindingState.Stale : FindingState.Fixed, finding.Path, finding.Line);
    }

    /// <summary>Where the lines are, within what enclosed them; of several the nearest.</summary>
    private static int? Line(SourceText file, Finding finding, FindingPlace place)
    {
        var lines = file.Find(place.Hunk, place.HunkLines).Where(line => file.SymbolAt(line) == place.Symbol).ToList();
        return lines.Count == 0 ? null : lines.MinBy(line => Math.Abs(line - finding.Line));
    }
}
