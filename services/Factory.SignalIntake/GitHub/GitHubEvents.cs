using System.Text.Json;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>What an event of GitHub asks for or tells. Pure: the same event, rules and tables give the same.</summary>
internal static class GitHubEvents
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        if (delivery.Root.ValueKind != JsonValueKind.Object)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is no JSON object.");

        // What follows from a push of the factory's is told in its name: checks, and the end of a pull request that it merged.
        return delivery.Event switch
        {
            "check_run" => GitHubChecks.Run(delivery),
            "check_suite" => GitHubChecks.Suite(delivery),
            "workflow_run" => GitHubChecks.Workflow(delivery),
            "workflow_job" => GitHubChecks.Job(delivery),
            "pull_request" when delivery.Action == "closed" => GitHubPullRequests.Closed(delivery),
            "installation" or "installation_repositories" => GitHubInstallations.Read(delivery),
            "deployment_status" => GitHubDeployments.Read(delivery),
            _ when delivery.IsBot(delivery.Sender) => ReadDelivery.Ignored("The factory did it itself."),
            "ping" => ReadDelivery.Ignored("It is a ping: the webhook works."),
            "issues" => GitHubIssues.Read(delivery),
            "issue_comment" => GitHubComments.Read(delivery),
            "pull_request" => GitHubPullRequests.Read(delivery),
            "pull_request_review" => GitHubReviews.Read(delivery),
            "pull_request_review_comment" => GitHubReviews.Comment(delivery),
            "push" => GitHubPushes.Read(delivery),
            "release" => GitHubDeployments.Release(delivery),
            _ => ReadDelivery.Ignored($"Nothing follows from events of this kind ({Shown(delivery.Event)})."),
        };
    }

    public static ReadDelivery Unlisted(GitHubDelivery delivery) =>
        delivery.Repository is { } repository ? ReadDelivery.Ignored($"factory.signals.yaml does not name {repository}.") : ReadDelivery.Not(DeliveryVerdict.Rejected, "It names no repository.");
}
