using Factory.Contracts;
using Factory.Contracts.Planning;
using Factory.Contracts.Runs;
using Factory.Droids.Quoting;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;

namespace Factory.Planner.Planning;

/// <summary>The planner: from a report to a plan and a contract.</summary>
internal sealed class PlannerRole(BlobStore blobs) : DroidRole<PlanMission, PlannerResult>
{
    public override string Name => RoleNames.Planner;

    public override IReadOnlyList<string> Tools { get; } = [.. ToolCatalog.Reading, ToolCatalog.Run, ToolCatalog.RunTests, ToolCatalog.Ask, ToolCatalog.Finish];

    public override async Task<StartRun> Start(PlanMission order, HeartTransaction heart, CancellationToken ct)
    {
        var task = new TaskText(blobs).AddTask(order.Title);
        await task.AddQuoted("Report", OriginLabel.Of(order.Origin), order.Team, order.Report, ct);
        await task.AddSaid(order.Team, order.Said, ct);
        return new StartRun(
            order.MissionId, RunIds.Planner(order.MissionId), order.Team, Name, Store(order.Team, order, heart), StoreText(order.Team, Prompt.Text, heart), StoreText(order.Team, task.ToString(), heart),
            new WorkspaceSpec(order.Mirror, order.BaseCommit, null, order.Tests), new RunLimits(order.Limits.Time, order.Limits.Turns, order.Limits.Usd)) { PromptHash = Prompt.Hash };
    }

    /// <summary>A plan that cannot be carried out is none: the droid is told why.</summary>
    protected override async Task<Completion> Complete(PlanMission order, PlannerResult result, ToolContext tools, CancellationToken ct) =>
        new(result, Problem: PlanCheck.Problem(result) ?? (result.Reproduced ? await PlanCommands.Problem(tools.Workspace, result.Contract, ct) : null));

    protected override void Answer(PlanMission order, RunReport report, PlannerResult? result, HeartTransaction heart)
    {
        if (result is { Reproduced: true })
            heart.Send(order.ReplyTo, Planned(order, report, result, heart));
        else
            heart.Send(order.ReplyTo, new MissionNotPlanned(order.MissionId, result is { Reproduced: false }, result?.Reason ?? Reason(report), null, report.Spent));
    }

    private static MissionPlanned Planned(PlanMission order, RunReport report, PlannerResult result, HeartTransaction heart)
    {
        var features = PlanOrder.Sort(result.Features);
        return new MissionPlanned(order.MissionId, StoreText(order.Team, result.Plan, heart), features, result.Contract, order.Tests, report.Spent) { Estimate = PlanGuess.Of(features, result.Contract, report.Spent) };
    }

    private static string Reason(RunReport report) => report.Reason.Length > 0 ? report.Reason : $"the planner ended without a plan: {report.Outcome}";
}
