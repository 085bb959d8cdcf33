using System.Security.Cryptography;
using Factory.Workspaces.Scanning;

namespace Factory.Workspaces.Testing;

/// <summary>
/// The tester's procedure. What judges the product (tests, runner, configuration) comes from base, so a change that weakens tests or the runner's settings
/// gains nothing by it; head's own added tests are run after that, apart, and those that were written before the change as they were written.
/// </summary>
public static class EvidenceRun
{
    /// <param name="workspace">A clean workspace that has both commits. Its files are changed; afterwards they are head's.</param>
    public static async Task<EvidenceResult> Run(Workspace workspace, EvidenceRequest request, CancellationToken cancellationToken)
    {
        var changes = await workspace.Changes(request.BaseCommit, request.HeadCommit, cancellationToken);
        var (judging, product) = Sort(changes);
        await workspace.TakeFiles(request.BaseCommit, [.. changes.Select(c => c.Path)], cancellationToken);
        var written = request.TestsCommit is { } tests ? TestsIn(await workspace.Changes(request.BaseCommit, tests, cancellationToken)) : [];
        var detected = await Detect(workspace, request, written, cancellationToken);
        if (!detected.Found) return new EvidenceResult(null, [], null, null, null, judging, detected.Explanation);

        var onBase = await Log("base", request.BaseCommit, TestRunner.Run(workspace, detected.Plan, null, request.Timeout, cancellationToken));
        var commandsOnBase = await EvidenceCommands.Run(workspace, request.Commands, "base", request.BaseCommit, cancellationToken);
        await workspace.TakeFiles(request.HeadCommit, product, cancellationToken);
        var onHead = await Log("head", request.HeadCommit, RunOnHead(workspace, detected.Plan, request, cancellationToken));
        var commandsOnHead = await EvidenceCommands.Run(workspace, request.Commands, "head", request.HeadCommit, cancellationToken);
        var tampered = await Tampered(workspace, request, cancellationToken);
        if (tampered.Count > 0) return Refuse(detected.Plan, onBase, onHead, judging, tampered);
        var added = await RunAdded(workspace, detected.Plan, changes, written, request, cancellationToken);
        var before = added is null ? null : await RunAddedOnBase(workspace, detected.Plan, changes, written, request, onBase.Report, cancellationToken);
        await workspace.TakeFiles(request.HeadCommit, [.. changes.Select(c => c.Path)], cancellationToken);
        return new EvidenceResult(detected.Plan, Compare(onBase.Report, onHead.Report, before, added?.Report), onBase, onHead, added, judging, detected.Explanation)
        {
            Commands = [.. request.Commands.Select((command, index) => new CommandComparison(command.Id, commandsOnBase[index], commandsOnHead[index]))],
        };
    }

    /// <summary>Where base has no tests, those that were written before the change are the repository's first, and stand for base's.</summary>
    private static async Task<DetectedTests> Detect(Workspace workspace, EvidenceRequest request, IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        var detected = TestDetection.Detect(workspace, request.GivenCommand);
        if (detected.Found || request.TestsCommit is not { } tests) return detected;
        await workspace.TakeFiles(tests, written, cancellationToken);
        return TestDetection.Detect(workspace, request.GivenCommand);
    }

    private static (List<string> Judging, List<string> Product) Sort(IReadOnlyList<ChangedFile> changes)
    {
        var paths = changes.Select(c => c.Path).ToLookup(FileKinds.JudgesTheProduct);
        return ([.. paths[true]], [.. paths[false]]);
    }

    /// <summary>Tests and configuration that the run itself rewrote: code under test may not choose what it is judged by.</summary>
    private static async Task<List<string>> Tampered(Workspace workspace, EvidenceRequest request, CancellationToken cancellationToken)
    {
        var changes = await workspace.Changes(request.BaseCommit, null, cancellationToken);
        return [.. changes.Where(c => c.Kind is 'M' or 'D' or 'T' && FileKinds.JudgesTheProduct(c.Path)).Select(c => c.Path)];
    }

    private static EvidenceResult Refuse(TestPlan plan, EvidenceLog onBase, EvidenceLog onHead, List<string> judging, List<string> tampered)
    {
        var seen = onHead with { Report = onHead.Report with { Complete = false } };
        var why = $"the run on head changed what it is judged by: {string.Join(", ", tampered.Take(5))}; what it reported is not believed";
        return new EvidenceResult(plan, Compare(onBase.Report, onHead.Report with { Results = [] }, null, null), onBase, seen, null, judging, why);
    }

    private static async Task<TestReport> RunOnHead(Workspace workspace, TestPlan plan, EvidenceRequest request, CancellationToken cancellationToken)
    {
        var worst = await TestRunner.Run(workspace, plan, null, request.Timeout, cancellationToken);
        for (var i = 0; i < request.Repeats; i++)
        {
            var again = await TestRunner.Run(workspace, plan, null, request.Timeout, cancellationToken);
            if (again.Failed > worst.Failed || !again.Complete || again.Results.Count < worst.Results.Count) worst = again;
        }

        return worst;
    }

    /// <summary>Head's tests over base's product files, last, so that nothing else is seen after them: one that passes there proves nothing about the change.</summary>
    private static async Task<TestReport?> RunAddedOnBase(
        Workspace workspace, TestPlan plan, IReadOnlyList<ChangedFile> changes, IReadOnlyList<string> written, EvidenceRequest request, TestReport onBase, CancellationToken cancellationToken)
    {
        // They may well hang where the fault is that something hangs: not much longer than base's own tests took.
        var limit = TimeSpan.FromMinutes(1) + 3 * TimeSpan.FromSeconds(onBase.Seconds);
        await workspace.TakeFiles(request.BaseCommit, [.. changes.Select(c => c.Path)], cancellationToken);
        return await RunTestsOfHead(workspace, plan, changes, written, request with { Timeout = limit < request.Timeout ? limit : request.Timeout }, cancellationToken);
    }

    /// <summary>Test files that only head has, over head's product files, still with base's configuration.</summary>
    private static async Task<EvidenceLog?> RunAdded(
        Workspace workspace, TestPlan plan, IReadOnlyList<ChangedFile> changes, IReadOnlyList<string> written, EvidenceRequest request, CancellationToken cancellationToken) =>
        await RunTestsOfHead(workspace, plan, changes, written, request, cancellationToken) is { } report ? await Log("added", request.HeadCommit, Task.FromResult(report)) : null;

    private static async Task<TestReport?> RunTestsOfHead(
        Workspace workspace, TestPlan plan, IReadOnlyList<ChangedFile> changes, IReadOnlyList<string> written, EvidenceRequest request, CancellationToken cancellationToken)
    {
        var tests = TestsIn(changes);
        if (tests.Count + written.Count == 0 || !plan.HasNames) return null;
        await workspace.TakeFiles(request.HeadCommit, tests, cancellationToken);
        if (request.TestsCommit is { } before) await workspace.TakeFiles(before, written, cancellationToken);
        var again = plan.Given ? plan : TestDetection.Detect(workspace, null).Plan is { } found && found.Runner == plan.Runner ? found : plan;
        return await TestRunner.Run(workspace, again, null, request.Timeout, cancellationToken);
    }

    private static List<string> TestsIn(IReadOnlyList<ChangedFile> changes) =>
        [.. changes.Where(c => c.Kind != 'D' && FileKinds.IsTest(c.Path) && !FileKinds.IsConfiguration(c.Path)).Select(c => c.Path)];

    private static async Task<EvidenceLog> Log(string name, string commit, Task<TestReport> run)
    {
        var report = await run;
        report = report with { Log = Redaction.Of(report.Log) }; // it is kept, and shown to people
        return new EvidenceLog(name, commit, report, Convert.ToHexStringLower(SHA256.HashData(report.Log)));
    }

    private static List<TestComparison> Compare(TestReport onBase, TestReport onHead, TestReport? before, TestReport? added)
    {
        var (atBase, atHead, addedOnBase) = (ByName(onBase), ByName(onHead), ByName(before));
        var tests = onBase.Results.Concat(onHead.Results).Select(r => r.Name).Distinct(StringComparer.Ordinal).Select(n => new TestComparison(n, Of(atBase, n), Of(atHead, n), Added: false)).ToList();
        tests.AddRange((added?.Results ?? []).Where(r => !atBase.ContainsKey(r.Name) && !atHead.ContainsKey(r.Name)).Select(r => new TestComparison(r.Name, Of(addedOnBase, r.Name), r.Outcome, Added: true)));
        return tests;
    }

    // Looking through a list for each of a hundred thousand tests takes hours.
    private static Dictionary<string, TestOutcome> ByName(TestReport? report) => (report?.Results ?? []).DistinctBy(r => r.Name, StringComparer.Ordinal).ToDictionary(r => r.Name, r => r.Outcome, StringComparer.Ordinal);

    private static TestOutcome? Of(Dictionary<string, TestOutcome> outcomes, string name) => outcomes.TryGetValue(name, out var outcome) ? outcome : null;
}
