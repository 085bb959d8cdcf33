using System.Globalization;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Messaging;

namespace Factory.Docs;

/// <summary>Docs: the words of a change, and the one clean commit that holds all of it.</summary>
internal sealed class DocsRole(BlobStore blobs) : DroidRole<WriteDocs, DocsResult>
{
    public override string Name => RoleNames.Docs;

    public override IReadOnlyList<string> Tools { get; } = [.. ToolCatalog.Reading, ToolCatalog.Edit, ToolCatalog.Finish];

    public override async Task<StartRun> Start(WriteDocs order, HeartTransaction heart, CancellationToken ct)
    {
        var task = new TaskText(blobs).AddTask(order.Title).AddContract(order.Contract);
        if (order.Follows is { } followed)
            task.Add("Follow", FollowWords(followed));
        else
            task.Add("Evidence", EvidenceLines(order));
        if (order.Findings.Count > 0)
            task.AddList("Findings", order.Findings.Select(finding => $"- {finding.Severity.ToString().ToLowerInvariant()} ({finding.Rule}) {(finding.Path.Length == 0 ? "" : $"{finding.Path}:{finding.Line}: ")}{finding.Message}"));
        await task.AddQuoted("Report", order.Team, order.Report, ct);
        await task.AddSaid(order.Team, order.Said, ct);
        return new StartRun(
            order.MissionId, RunIds.Docs(order.MissionId, order.Round), order.Team, Name, Store(order.Team, order, heart), StoreText(order.Team, Prompt.Text, heart), StoreText(order.Team, task.ToString(), heart),
            new WorkspaceSpec(order.Mirror, BaseOf(order), order.Change, order.Tests) { Since = order.Follows?.Since }, new RunLimits(order.Limits.Time, order.Limits.Turns, order.Limits.Usd)) { PromptHash = Prompt.Hash };
    }

    protected override async Task<Completion> Complete(WriteDocs order, DocsResult result, ToolContext tools, CancellationToken ct)
    {
        var touched = await tools.Workspace.Changes(order.Change?.Commit ?? BaseOf(order), null, ct);
        var product = touched.Where(file => !DocumentPaths.IsDocument(file.Path)).Select(file => file.Path).ToList();
        if (product.Count > 0)
            return new Completion(result, Problem: $"Only documents may change here, but these did: {string.Join(", ", product.Take(10))}. Put them back.");
        if (order.Follows is not null && !result.Follows)
            return new Completion(result, Problem: touched.Count > 0 ? "You changed documents and say that nothing must follow. Put them back, or leave 'follows' out." : string.IsNullOrWhiteSpace(result.Reason) ? "Say in 'reason' why nothing must follow." : null);
        return await CommitAuthor.Commit(
            result, tools.Workspace, CommitMessage.For(order.MissionId, result), tools.Time.GetUtcNow(),
            order.Follows is null ? "There is no change to describe." : "Nothing is changed. Change the documents, or finish with follows false and the reason.", ct);
    }

    protected override void Answer(WriteDocs order, RunReport report, DocsResult? result, HeartTransaction heart)
    {
        if (ChangeOf(report) is { } change && result is not null)
            heart.Send(order.ReplyTo, new DocsWritten(order.MissionId, change, CommitAuthor.Subject(result.Title), StoreText(order.Team, result.Description, heart), report.Spent));
        else if (order.Follows is not null && result is { Follows: false })
            heart.Send(order.ReplyTo, new DocsNotWritten(order.MissionId, result.Reason ?? "no documentation must follow", report.Spent) { NothingToFollow = true });
        else
            heart.Send(order.ReplyTo, new DocsNotWritten(order.MissionId, report.Reason.Length > 0 ? report.Reason : report.Outcome.ToString(), report.Spent));
    }

    private static string BaseOf(WriteDocs order) => order.Follows?.BaseCommit ?? order.Change!.BaseCommit;

    private static string FollowWords(FollowedCommits followed) =>
        $"Something was merged or deployed: the base commit {followed.BaseCommit}{(followed.Since is null ? "" : $", and before it {followed.Since}: diff shows what changed")}. Must documentation follow it? If so, write it; if not, finish with follows false and the reason.";

    private static string EvidenceLines(WriteDocs order) => string.Join('\n', order.OnHead.Select(seen => Line(seen, order.OnBase)));

    private static string Line(Evidence head, IReadOnlyList<Evidence> onBase)
    {
        var before = onBase.FirstOrDefault(seen => seen.Assertion == head.Assertion);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"- {head.Assertion}: {Word(before)} before, {Word(head)} with the change ({head.Counts.Passed} tests passed, {head.Counts.Failed} failed, {head.Seconds:0.0} s)");
    }

    private static string Word(Evidence? seen) => seen switch { null => "not looked at", { Passed: true } => "passed", _ => "failed" };
}
