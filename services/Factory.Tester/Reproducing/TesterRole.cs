using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;
using Factory.Droids.Quoting;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Workspaces;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Reproducing;

/// <summary>The tester droid: writes the tests that a contract lacks, or one that shows what a report describes. It never edits the product.</summary>
internal sealed class TesterRole(BlobStore blobs) : DroidRole<ReproduceReport, TesterResult>
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);

    public override string Name => RoleNames.Tester;

    public override IReadOnlyList<string> Tools { get; } = [.. ToolCatalog.Reading, ToolCatalog.Edit, ToolCatalog.Run, ToolCatalog.RunTests, ToolCatalog.Finish];

    public override async Task<StartRun> Start(ReproduceReport order, HeartTransaction heart, CancellationToken ct)
    {
        var task = new TaskText(blobs).AddTask(order.Title);
        if (order.Missing is { Count: > 0 } missing)
            task.AddList("Assertions without a test", missing.Select(assertion => $"- {assertion.Id}: {assertion.Statement}"));
        await task.AddQuoted("Report", OriginLabel.Of(order.Origin), order.Team, order.Report, ct);
        await task.AddSaid(order.Team, order.Said, ct);
        await task.AddQuoted("Plan", order.Team, order.Plan, ct);
        return new StartRun(
            order.MissionId, RunIds.Tester(order.MissionId), order.Team, Name, Store(order.Team, order, heart), StoreText(order.Team, Prompt.Text, heart), StoreText(order.Team, task.ToString(), heart),
            new WorkspaceSpec(order.Mirror, order.BaseCommit, null, order.Tests), new RunLimits(order.Limits.Time, order.Limits.Turns, order.Limits.Usd)) { PromptHash = Prompt.Hash };
    }

    protected override async Task<Completion> Complete(ReproduceReport order, TesterResult result, ToolContext tools, CancellationToken ct)
    {
        if (!result.Reproduced)
            return new Completion(result, Problem: string.IsNullOrWhiteSpace(result.Reason) ? "Say in 'reason' what you tried and what happened instead." : null);
        if (order.Missing is { Count: > 0 } missing && WrittenTests.Problem(missing, result) is { } open)
            return new Completion(result, Problem: open);
        var names = WrittenTests.Names(result);
        if (names.Count == 0)
            return new Completion(result, Problem: "Name the tests that you wrote; or finish with reproduced false when you wrote none.");
        var others = (await tools.Workspace.Changes(order.BaseCommit, null, ct)).Where(file => file.Kind == 'D' || !FileKinds.IsTest(file.Path) || FileKinds.IsConfiguration(file.Path)).Select(file => file.Path).ToList();
        if (others.Count > 0)
            return new Completion(result, Problem: $"Only tests may be added, but these changed too: {string.Join(", ", others.Take(10))}. Put them back.");
        return await Failing(order, names, tools.Workspace, ct) is { } problem
            ? new Completion(result, Problem: problem)
            : await CommitAuthor.Commit(result, tools.Workspace, $"Test: {CommitAuthor.Subject(order.Title)}\n\nMission: {order.MissionId}\n", tools.Time.GetUtcNow(), "No test was written.", ct);
    }

    protected override void Answer(ReproduceReport order, RunReport report, TesterResult? result, HeartTransaction heart)
    {
        if (ChangeOf(report) is { } change && result is { Reproduced: true })
            heart.Send(order.ReplyTo, Written(order, change, result, report.Spent));
        else
            heart.Send(order.ReplyTo, new ReportNotReproduced(order.MissionId, result?.Reason ?? (report.Reason.Length > 0 ? report.Reason : report.Outcome.ToString()), report.Spent));
    }

    private static ReportReproduced Written(ReproduceReport order, Change change, TesterResult result, Spending spent) => order.Missing is { Count: > 0 } missing
        ? new ReportReproduced(order.MissionId, change, WrittenTests.Covered(missing, result), spent) { Uncovered = WrittenTests.Uncovered(missing, result) }
        : new ReportReproduced(order.MissionId, change, [new Assertion("A1", $"What the report describes no longer happens: {order.Title}", result.Tests)], spent);

    /// <summary>Sees the tests fail before any code is written for them; why they are no proof, or null.</summary>
    private static async Task<string?> Failing(ReproduceReport order, IReadOnlyList<string> names, Workspace workspace, CancellationToken ct)
    {
        var detected = TestDetection.Detect(workspace, order.Tests.Command);
        if (!detected.Found)
            return $"The tests cannot be run: {detected.Explanation}";
        return WrittenTests.Problem(names, await TestRunner.Run(workspace, detected.Plan, new TestSelection(names), LongestRun, ct));
    }
}
