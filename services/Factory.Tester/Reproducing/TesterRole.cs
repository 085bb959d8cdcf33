using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Reproducing;

/// <summary>The tester droid: writes a test that shows what a report describes, where none fails yet.</summary>
internal sealed class TesterRole(BlobStore blobs) : DroidRole<ReproduceReport, TesterResult>
{
    public override string Name => RoleNames.Tester;

    public override IReadOnlyList<string> Tools => [ToolCatalog.Read, ToolCatalog.Search, ToolCatalog.List, ToolCatalog.Edit, ToolCatalog.Run, ToolCatalog.RunTests, ToolCatalog.Diff, ToolCatalog.Finish];

    public override async Task<StartRun> Start(ReproduceReport order, HeartTransaction heart, CancellationToken ct)
    {
        var task = new TaskText(blobs).AddTask(order.Title);
        await task.AddQuoted("Report", order.Team, order.Report, ct);
        await task.AddSaid(order.Team, order.Said, ct);
        return new StartRun(
            order.MissionId, RunIds.Tester(order.MissionId), order.Team, Name, Store(order.Team, order, heart), StoreText(order.Team, Prompt.Text, heart), StoreText(order.Team, task.ToString(), heart),
            new WorkspaceSpec(order.Mirror, order.BaseCommit, null, order.Tests), new RunLimits(order.Limits.Time, order.Limits.Turns, order.Limits.Usd)) { PromptHash = Prompt.Hash };
    }

    protected override async Task<Completion> Complete(ReproduceReport order, TesterResult result, ToolContext tools, CancellationToken ct)
    {
        if (!result.Reproduced)
            return new Completion(result);
        if (result.Tests.Count == 0)
            return new Completion(result, Problem: "Name the tests that you wrote.");
        var others = (await tools.Workspace.Changes(order.BaseCommit, null, ct)).Where(file => !FileKinds.IsTest(file.Path)).Select(file => file.Path).ToList();
        return others.Count > 0
            ? new Completion(result, Problem: $"Only tests may be added, but these changed too: {string.Join(", ", others.Take(10))}. Put them back.")
            : await CommitAuthor.Commit(result, tools.Workspace, $"Test: {CommitAuthor.Subject(order.Title)}\n\nMission: {order.MissionId}\n", tools.Time.GetUtcNow(), "No test was written.", ct);
    }

    protected override void Answer(ReproduceReport order, RunReport report, TesterResult? result, HeartTransaction heart)
    {
        if (ChangeOf(report) is { } change && result is { Reproduced: true })
            heart.Send(order.ReplyTo, new ReportReproduced(order.MissionId, change, [new Assertion("A1", $"What the report describes no longer happens: {order.Title}", result.Tests)], report.Spent));
        else
            heart.Send(order.ReplyTo, new ReportNotReproduced(order.MissionId, result?.Reason ?? (report.Reason.Length > 0 ? report.Reason : report.Outcome.ToString()), report.Spent));
    }
}
