using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;
using Factory.Reviewer.Rules;

namespace Factory.Reviewer;

/// <summary>The reviewer: rules that need no model, and a droid. Either may block; the droid cannot lift what a rule blocks.</summary>
internal sealed class ReviewerRole(BlobStore blobs) : DroidRole<ReviewCommit, ReviewerResult>
{
    public override string Name => RoleNames.Reviewer;

    public override IReadOnlyList<string> Tools => [ToolCatalog.Read, ToolCatalog.Search, ToolCatalog.List, ToolCatalog.Run, ToolCatalog.RunTests, ToolCatalog.Diff, ToolCatalog.Finish];

    public override async Task<StartRun> Start(ReviewCommit order, HeartTransaction heart, CancellationToken ct)
    {
        var task = new TaskText(blobs).AddTask(order.Title).AddContract(order.Contract);
        await task.AddQuoted("Report", order.Team, order.Report, ct);
        await task.AddSaid(order.Team, order.Said, ct);
        return new StartRun(
            order.MissionId, RunIds.Reviewer(order.FeatureId, order.Attempt), order.Team, Name, Store(order.Team, order, heart), StoreText(order.Team, Prompt.Text, heart), StoreText(order.Team, task.ToString(), heart),
            new WorkspaceSpec(order.Mirror, order.Change.BaseCommit, order.Change, order.Tests), new RunLimits(order.Limits.Time, order.Limits.Turns, order.Limits.Usd)) { FeatureId = order.FeatureId, PromptHash = Prompt.Hash };
    }

    /// <summary>The rules look at the commit itself, whatever the droid did in its workspace.</summary>
    protected override async Task<Completion> Complete(ReviewCommit order, ReviewerResult result, ToolContext tools, CancellationToken ct)
    {
        List<Finding> findings = [.. result.Findings, .. await ReviewRules.Check(tools.Workspace, order.Change, order.WriteSet, ct)];
        return new Completion(new ReviewerResult(result.Approved && findings.TrueForAll(finding => finding.Severity != Severity.Blocking), findings));
    }

    protected override void Answer(ReviewCommit order, RunReport report, ReviewerResult? result, HeartTransaction heart)
    {
        if (result is not null)
            heart.Send(order.ReplyTo, new CommitReviewed(order.MissionId, order.FeatureId, order.Attempt, order.Change.Commit, result.Approved, result.Findings, report.Spent));
        else
            heart.Send(order.ReplyTo, new CommitNotReviewed(order.MissionId, order.FeatureId, order.Attempt, order.Change.Commit, report.Reason.Length > 0 ? report.Reason : report.Outcome.ToString(), report.Spent));
    }
}
