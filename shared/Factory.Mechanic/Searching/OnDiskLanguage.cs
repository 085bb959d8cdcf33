using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Searching;

/// <summary>
/// Any command, and any file that edits can be thought of: each candidate is written to the checkout, the tests are run as people run them, and the file is
/// put back. Slow, and without coverage; it works where nothing quicker does.
/// </summary>
internal sealed class OnDiskLanguage(RepairRequest request, ProductFiles sources) : ILanguage
{
    public int TriedAfterFirst => 0;

    public async Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken)
    {
        var report = await TestRunner.Run(request.Workspace, request.Plan, null, time, cancellationToken);
        var edits = report.Failed == 0 ? [] : sources.All.SelectMany(p => EditSources.For(p) is { } source && sources.Bytes(p) is { } content ? source(p, content, null, Localising.Told.By(request.Report)) : []);
        return new Observation(report, Coverage.None, [.. edits], Encoding.UTF8.GetString(report.Log));
    }

    public async Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(order.Time);
        var verdicts = new List<TrialVerdict>();
        for (var i = 0; i < order.Edits.Count && !time.IsCancellationRequested; i++)
        {
            try
            {
                var verdict = await Try(order, i, time.Token);
                verdicts.Add(verdict);
                if (verdict.Verdict == Verdict.Plausible) break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return verdicts;
    }

    private async Task<TrialVerdict> Try(TrialOrder order, int index, CancellationToken cancellationToken)
    {
        var edits = order.Base.Append(order.Edits[index]).ToLookup(e => e.Path, StringComparer.Ordinal);
        var files = edits.Select(e => (Path: e.Key, Bytes: sources.Bytes(e.Key) is { } before ? EditedFile.Apply(before, e.SelectMany(x => x.Changes)) : null)).ToList();
        if (files.Any(f => f.Bytes is null)) return new TrialVerdict(index, Verdict.Invalid, []);
        try
        {
            foreach (var (path, bytes) in files) Write(path, bytes!);
            var report = await TestRunner.Run(request.Workspace, request.Plan, null, order.WholeRun, cancellationToken);
            return Judge(order, index, report);
        }
        finally
        {
            foreach (var (path, _) in files) Write(path, sources.Bytes(path)!);
        }
    }

    private static TrialVerdict Judge(TrialOrder order, int index, TestReport report)
    {
        var fixes = order.Failing.Where(n => report.OutcomeOf(n) == TestOutcome.Passed).ToList();
        var verdict = report.TimedOut ? Verdict.Late
            : !report.Complete ? Verdict.Crashed
            : fixes.Count == 0 ? Verdict.Fails
            : order.Passing.Any(n => report.OutcomeOf(n) != TestOutcome.Passed) ? Verdict.Breaks
            : fixes.Count == order.Failing.Count ? Verdict.Plausible : Verdict.Partial;
        return new TrialVerdict(index, verdict, fixes);
    }

    private void Write(string path, byte[] bytes) => request.Workspace.Files.WriteBytes(path, bytes);
}
