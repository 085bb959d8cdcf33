using System.Text.Json;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Jobs;
using Factory.SignalIntake.Judging;
using Factory.Workspaces.Repositories;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Checks that ended: on the factory's own pull requests they are news, elsewhere a failed job is run once more, and then fixed.</summary>
internal static class GitHubChecks
{
    /// <summary>GitHub's own App for Actions: the id of its check runs is the id of the job.</summary>
    private const string Actions = "github-actions";

    private const int LongestOutput = 20_000;

    public static ReadDelivery Run(GitHubDelivery delivery)
    {
        var run = delivery.Root.At("check_run");
        var suite = run.At("check_suite");
        var check = new EndedCheck(run, run.Text("name"), run.Number("id"), run.Text("head_sha"), suite.Text("head_branch"), run.At("pull_requests"), IsJob: true, run.At("app").Text("slug") == Actions);
        return delivery.IsBot(run.At("app").Text("slug")) ? ReadDelivery.Ignored("It is the factory's own check.") : Read(delivery, check);
    }

    public static ReadDelivery Suite(GitHubDelivery delivery)
    {
        var suite = delivery.Root.At("check_suite");
        var check = new EndedCheck(suite, suite.At("app").Text("name"), suite.Number("id"), suite.Text("head_sha"), suite.Text("head_branch"), suite.At("pull_requests"), IsJob: false, IsActions: false);
        return delivery.IsBot(suite.At("app").Text("slug")) ? ReadDelivery.Ignored("They are the factory's own checks.") : Read(delivery, check);
    }

    public static ReadDelivery Workflow(GitHubDelivery delivery)
    {
        var run = delivery.Root.At("workflow_run");
        return Read(delivery, new EndedCheck(run, run.Text("name") is { Length: > 0 } name ? name : "workflow", run.Number("id"), run.Text("head_sha"), run.Text("head_branch"), run.At("pull_requests"), IsJob: false, IsActions: true));
    }

    public static ReadDelivery Job(GitHubDelivery delivery)
    {
        var job = delivery.Root.At("workflow_job");
        return Read(delivery, new EndedCheck(job, job.Text("name"), job.Number("id"), job.Text("head_sha"), job.Text("head_branch"), default, IsJob: true, IsActions: true));
    }

    private static ReadDelivery Read(GitHubDelivery delivery, EndedCheck check)
    {
        if (delivery.Action != "completed")
            return ReadDelivery.Ignored($"The check is not at its end: {Shown(delivery.Action)}.");
        bool? passed = check.Shown.Text("conclusion") switch
        {
            "success" => true,
            "failure" or "timed_out" or "startup_failure" => false,
            _ => null,
        };
        if (passed is null)
            return ReadDelivery.Ignored($"It neither passed nor failed: {Shown(check.Shown.Text("conclusion") ?? "no conclusion")}.");
        if (delivery.Target is not { } target)
            return GitHubEvents.Unlisted(delivery);
        if (check.Id is not { } id || check.Name is not { Length: > 0 } name || PullRequestReading.Commit(check.Commit) is not { } commit)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no id, name or commit.");
        var pull = PullRequest(delivery, check, commit);
        if (pull is not null && PullRequestReading.IsOwn(pull))
        {
            return ReadDelivery.Tells(
                $"The check {OneLine.Of(name, 100)} {(passed.Value ? "passed" : "failed")} on pull request {pull.Number} of {delivery.Repository}.",
                new News($"github:{delivery.Repository}!{pull.Number}:check:{id}:{check.Shown.Text("conclusion")}:{check.Shown.Number("run_attempt")}", delivery.Repository!, pull, PullRequestHappening.Checked, Shown(delivery.Sender))
                {
                    Check = OneLine.Of(name, 100), Passed = passed, Commit = commit, Text = Output(check), Url = Link(check.Shown),
                });
        }

        return passed.Value ? ReadDelivery.Ignored("The check passed.")
            : !target.Ci ? ReadDelivery.Ignored($"Failed jobs of {delivery.Repository} are left to its people.")
            : !check.IsJob ? ReadDelivery.Ignored("Its jobs are told one by one.")
            : Failed(delivery, check, id, name, commit, pull);
    }

    private static ReadDelivery Failed(GitHubDelivery delivery, EndedCheck check, long id, string name, string commit, PullRequestRef? pull)
    {
        if (pull is { FromFork: true })
            return ReadDelivery.Ignored("Its branch lies in another repository, to which nobody here pushes.");
        if (check.Branch is not { } branch || RefNames.Problem(branch) is not null || PullRequestReading.IsOwnBranch(branch))
            return ReadDelivery.Ignored("It ran on no branch that the factory looks after.");
        if (pull is null && branch != delivery.Root.At("repository").Text("default_branch"))
            return ReadDelivery.Ignored("It ran neither on the default branch nor for a pull request.");
        var origin = new Origin(delivery.Source.Name, null, Trust.Stranger) { Link = Link(check.Shown), Issue = pull is null ? null : new IssueRef(delivery.Address, pull.Number, IsPullRequest: true) };
        return ReadDelivery.Fails(
            new FailedJob(id, OneLine.Of(name, 100), delivery.Repository!, delivery.Address, commit, branch, pull, check.IsActions, Output(check) ?? "", origin),
            $"The job {OneLine.Of(name, 100)} failed at {commit[..12]} on {branch}.");
    }

    /// <summary>The events of pull requests from forks and of jobs name no pull request: then the branch tells, where it is of this repository.</summary>
    private static PullRequestRef? PullRequest(GitHubDelivery delivery, EndedCheck check, string commit)
    {
        if (check.PullRequests.ValueKind == JsonValueKind.Array)
        {
            foreach (var shown in check.PullRequests.EnumerateArray())
            {
                if (PullRequestReading.Of(delivery, shown) is { FromFork: false } named)
                    return delivery.Known.FirstOrDefault(known => known.Ref.Number == named.Number && known.Ref.HeadCommit == commit)?.Ref ?? named with { HeadCommit = commit };
            }
        }

        return delivery.Known.FirstOrDefault(known => known.Ref.HeadBranch == check.Branch && known.Ref.HeadCommit == commit)?.Ref;
    }

    private static string? Output(EndedCheck check)
    {
        var output = check.Shown.At("output");
        var text = SeenText.Clean(string.Join("\n\n", new[] { output.Text("title"), output.Text("summary"), output.Text("text") }.Where(part => !string.IsNullOrWhiteSpace(part))));
        return text.Length == 0 ? null : text.Length <= LongestOutput ? text : text[^LongestOutput..];
    }

    /// <param name="Shown">The check in the event.</param>
    /// <param name="IsJob">Whether it is one job, and not all of a push.</param>
    private sealed record EndedCheck(JsonElement Shown, string? Name, long? Id, string? Commit, string? Branch, JsonElement PullRequests, bool IsJob, bool IsActions);
}
