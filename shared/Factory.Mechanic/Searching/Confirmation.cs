using Factory.Mechanic.Editing;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Searching;

/// <summary>Believes nothing that was seen in a hurry: the best candidate is written to the checkout and all tests are run as people run them: twice where they are quick.</summary>
internal sealed class Confirmation(RepairRequest request, ProductFiles sources, IReadOnlyList<string> failing, IReadOnlyList<string> passing)
{
    private const int Runs = 2;
    private const int Attempts = 5;
    private const int RunnersUp = 9;

    /// <summary>Seconds.</summary>
    private const double Quick = 5;

    /// <summary>Confirmed candidates first come first; the others of the list were seen to pass once.</summary>
    public async Task<IReadOnlyList<RepairCandidate>> Confirm(IReadOnlyList<BelievedEdit> believed, Observation observation, CancellationToken cancellationToken)
    {
        if (believed.Count > 0 && await PassesUnchanged(observation, cancellationToken)) return [];
        var rejected = 0;
        foreach (var found in believed.Take(Attempts))
        {
            if (await Holds(found.Edit, observation, cancellationToken))
            {
                IReadOnlyList<BelievedEdit> left = [.. believed.Skip(rejected)];
                return [.. left.Take(RunnersUp + 1).Select(b => Candidate(b, left, observation)).OfType<RepairCandidate>()];
            }

            rejected++;
        }

        return [];
    }

    /// <summary>The candidate for people: diff, files and words. Null where its edits do not go together.</summary>
    public RepairCandidate? Candidate(FoundEdit found, double confidence, Observation observation)
    {
        if (Files(found) is not { } files) return null;
        var diff = string.Concat(files.Select(f => DiffText.Of(f.Path, sources.Bytes(f.Path)!, f.Content.ToArray())));
        return new RepairCandidate(diff, files, found.Edits[^1].Kind, found.Verdict.Fixes, Math.Round(confidence, 2), Explain(found, observation));
    }

    /// <summary>Whether a test that is to be repaired passes without any change as well, now and then: then no candidate's pass says anything.</summary>
    private async Task<bool> PassesUnchanged(Observation observation, CancellationToken cancellationToken)
    {
        // What never ended costs most to look at again, and does not come and go.
        var hung = observation.Tests.Results.Where(r => r.IsHang).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var worthLooking = failing.Where(n => !hung.Contains(n)).ToList();
        if (worthLooking.Count == 0) return false;
        // Another look costs as much as the tests do; two find more of what comes and goes.
        var looks = RunsOf(observation) - (observation.Looks - 1);
        for (var look = 0; look < looks; look++)
        {
            var report = await TestRunner.Run(request.Workspace, request.Plan, new TestSelection(worthLooking), TimeSpan.FromSeconds(Math.Max(20, observation.Tests.Seconds * 2)), cancellationToken);
            if (report.Complete && worthLooking.Exists(n => report.OutcomeOf(n) == TestOutcome.Passed)) return true;
        }

        return false;
    }

    // What takes long is run once more here; whoever judges the change runs it again.
    private static int RunsOf(Observation observation) => observation.Tests.Seconds < Quick ? Runs : 1;

    private async Task<bool> Holds(FoundEdit found, Observation observation, CancellationToken cancellationToken)
    {
        if (Files(found) is not { } files) return false;
        var keep = false;
        try
        {
            foreach (var file in files) Write(file.Path, file.Content);
            var timeout = TimeSpan.FromSeconds(Math.Max(20, observation.Tests.Seconds * 5));
            for (var run = 0; run < RunsOf(observation); run++)
            {
                var report = await TestRunner.Run(request.Workspace, request.Plan, null, timeout, cancellationToken);
                if (!report.Complete || failing.Concat(passing).Any(n => report.OutcomeOf(n) != TestOutcome.Passed)) return false;
            }

            return keep = true;
        }
        finally
        {
            if (!keep || !request.Apply)
            {
                foreach (var file in files) Write(file.Path, sources.Bytes(file.Path));
            }
        }
    }

    // As bytes: a file may be in any encoding.
    private void Write(string path, ReadOnlyMemory<byte> bytes) => request.Workspace.Files.WriteBytes(path, bytes);

    private List<RepairedFile>? Files(FoundEdit found)
    {
        var files = new List<RepairedFile>();
        foreach (var edits in found.Edits.GroupBy(e => e.Path, StringComparer.Ordinal))
        {
            if (!sources.Paths.Contains(edits.Key) || sources.Bytes(edits.Key) is not { } before) return null;
            if (EditedFile.Apply(before, edits.SelectMany(e => e.Changes)) is not { } after) return null;
            files.Add(new RepairedFile(edits.Key, DiffText.FirstLine(before, after), after));
        }

        return files;
    }

    private RepairCandidate? Candidate(BelievedEdit believed, IReadOnlyList<BelievedEdit> all, Observation observation)
    {
        var edit = believed.Edit.Edits[^1];
        var sure = Confidence.Of(believed, all, observation.Coverage.Ran(passing, edit.Path, edit.Line));
        return Candidate(believed.Edit, sure, observation) is { } candidate ? candidate with { Doubt = believed.Doubt, Unrivalled = all.All(b => b.Answer == believed.Answer), Explanation = candidate.Explanation + Doubted(believed.Doubt) } : null;
    }

    private static string Doubted(string? doubt) => doubt is null ? "" : $" What speaks against it: {doubt}.";

    private string Explain(FoundEdit found, Observation observation)
    {
        var changes = string.Join("; ", found.Edits.Select(e => $"{e.Path} line {e.Line}: {e.What} ({e.Kind})"));
        var fixes = found.Verdict.Fixes.Count == 1 ? $"{found.Verdict.Fixes[0]} passes with it" : $"{found.Verdict.Fixes.Count} failing tests pass with it";
        return $"{changes}. {fixes}, and the {observation.Tests.Passed} tests that passed before still do.";
    }
}
