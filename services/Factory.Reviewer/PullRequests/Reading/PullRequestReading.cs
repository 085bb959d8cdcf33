using Factory.Contracts.Features;
using Factory.Contracts.Reviews;
using Factory.Droids.Diffs;
using Factory.Reviewer.PullRequests.Places;
using Factory.Reviewer.PullRequests.Settings;
using Factory.Reviewer.Rules;
using Factory.Workspaces;
using Factory.Workspaces.Files;
using Factory.Workspaces.Repositories;

namespace Factory.Reviewer.PullRequests.Reading;

/// <summary>One look at a pull request. The rules are those of the base branch's tip, whatever the head says.</summary>
internal sealed class PullRequestReading(ReadPullRequest order, PullRequestCommits commits)
{
    /// <summary>So many files are looked into; a change of more is one that nobody reviews file by file.</summary>
    private const int MostFiles = 500;

    private const int MostFindings = 200;
    private const int LargestSettings = 1 << 20;

    private readonly string _base = order.Fetched.MergeBase;
    private readonly string _head = order.Fetched.Change.Commit;

    /// <returns>The answer, and what a droid is to be told about the paths; empty for nothing.</returns>
    public async Task<(PullRequestRead Answer, string Instructions)> Read(CancellationToken ct)
    {
        var (settings, problem) = await Settings(ct);
        var leftOut = new LeftOut(settings);
        var changed = await commits.Changes(_base, _head, ct);
        var files = changed.Where(file => !leftOut.Ignores(file.Path)).ToList();
        var diff = await commits.Diff(_base, _head, ReviewRules.MostDiff + 1, ct);
        var found = ReviewRules.OfPullRequest(files, await commits.Links(_base, _head, ct), diff).Where(finding => !leftOut.Ignores(finding.Path));
        var graded = found.Select(finding => Graded(finding, settings)).OfType<Finding>().OrderByDescending(finding => finding.Severity).Take(MostFindings).ToList();
        var texts = await Texts([.. graded.Select(finding => finding.Path), .. order.Known.Select(finding => finding.Path), .. files.Where(file => file.Kind != 'D').Take(MostFiles).Select(file => file.Path)], ct);
        var (read, skipped) = await Sorted(leftOut, changed, await New(files, ct), ct);
        var answer = new PullRequestRead(
            order.MissionId, order.PullRequestId, order.Round, settings.Limits, problem, FindingPlaces.Of(graded, texts, DiffReader.Read(diff)), KnownPlaces.Look(order.Known, texts), read, skipped, Instructions: null)
        {
            Late = order.Newer is { } newer && newer != _head && await commits.Has(newer, ct) && await commits.IsAncestor(_head, newer, ct),
        };
        return (answer, Instructions(settings, read));
    }

    private static Finding? Graded(Finding finding, ReviewSettings settings) => settings.Rules.TryGetValue(finding.Rule, out var severity) ? severity is { } set ? finding with { Severity = set } : null : finding;

    private static string Instructions(ReviewSettings settings, IReadOnlyList<string> files) =>
        string.Join('\n', settings.Paths.Where(path => path.Match.Select(Glob.Matcher).Any(matches => files.Any(matches))).Select(path => $"For {string.Join(", ", path.Match)}:\n{string.Join('\n', path.Say.Select(line => $"- {line}"))}"));

    private async Task<(ReviewSettings Settings, string? Problem)> Settings(CancellationToken ct)
    {
        var tip = order.Fetched.BaseTip;
        if (!await commits.Has(tip, ct))
            return (ReviewSettings.Default, $"the base branch's newest commit {tip} is not in the mirror, so its {ReviewSettings.File} could not be read");
        var files = (await commits.At(tip).Files(ct)).Where(file => file.Path == ReviewSettings.File).ToList();
        if (files.Count == 0)
            return (ReviewSettings.Default, null);
        return files[0].Size > LargestSettings ? (ReviewSettings.Default, $"{ReviewSettings.File}: the file has more than {LargestSettings} bytes") : ReviewSettingsKind.Read((await commits.At(tip).Read(files, ct))[0]);
    }

    private async Task<IReadOnlyDictionary<string, SourceText>> Texts(HashSet<string> paths, CancellationToken ct) =>
        (await commits.At(_head).Read(paths, SourceText.MostBytes, ct)).ToDictionary(file => file.Key, file => new SourceText(file.Key, file.Value), StringComparer.Ordinal);

    /// <summary>What was pushed since the last review, of what the pull request still changes. Without a commit that still counts, all of it.</summary>
    private async Task<IReadOnlyList<ChangedFile>> New(List<ChangedFile> files, CancellationToken ct)
    {
        if (order.Since is not { } since || !await commits.Has(since, ct) || !await commits.IsAncestor(since, _head, ct))
            return files;
        var pushed = (await commits.Changes(since, _head, ct)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => pushed.Contains(file.Path))];
    }

    private async Task<(IReadOnlyList<string> Read, IReadOnlyList<LeftOutFile> LeftOut)> Sorted(LeftOut leftOut, IReadOnlyList<ChangedFile> changed, IReadOnlyList<ChangedFile> files, CancellationToken ct)
    {
        var before = await commits.At(_base).Read([.. files.Take(MostFiles).Select(file => file.Path)], SourceText.MostBytes, ct);
        var skipped = changed.Where(file => leftOut.Ignores(file.Path)).Select(file => leftOut.Of(file, null)!).ToList();
        var read = new List<string>();
        foreach (var file in files)
        {
            var why = read.Count < MostFiles ? leftOut.Of(file, before.GetValueOrDefault(file.Path)) : new LeftOutFile(file.Path, $"more than {MostFiles} files");
            if (why is null)
                read.Add(file.Path);
            else
                skipped.Add(why);
        }

        return (read, [.. skipped.Take(MostFiles)]);
    }
}
