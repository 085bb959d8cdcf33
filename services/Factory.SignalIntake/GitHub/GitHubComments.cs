using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Comments on issues that speak to the factory.</summary>
internal static class GitHubComments
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var (comment, issue) = (delivery.Root.At("comment"), delivery.Root.At("issue"));
        if (delivery.Action != "created")
            return ReadDelivery.Ignored($"Nothing follows from a comment that was {Shown(delivery.Action)}.");
        if (GitHubCommand.In(comment.Text("body") ?? "", delivery.Rules) is not { } command)
            return ReadDelivery.Ignored("The comment does not speak to the factory.");
        if (!delivery.MayAsk(comment))
            return GitHubIssues.Held(comment, "the comment");
        if (command.Kind is not { } kind)
            return ReadDelivery.Ignored($"The command {Shown(command.Word)} is not known; there are {GitHubCommand.Known}.");
        if (issue.At("pull_request").ValueKind == JsonValueKind.Object)
            return ReadDelivery.Ignored("Commands on pull requests are not known.");
        if (delivery.Repository is not { } repository || issue.Number("number") is not { } number || comment.Number("id") is not { } id || issue.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no repository, number, id or title.");

        // Both wrote what a droid reads: it is trusted as little as the one that is trusted least.
        var trust = (Trust)Math.Min((int)TrustIn(comment), (int)TrustIn(issue));
        var origin = delivery.OriginOf(comment, new IssueRef(delivery.Address, number, CommentId: id)) with { Trust = trust };
        return ReadDelivery.Asks(
            new Wish($"github:{repository}#{number}:{id}", kind, repository, title, Text(command, kind, comment, GitHubIssues.TextOf(issue, title)), origin),
            $"Issue {number} of {repository}: {Who(comment)} asked for it.");
    }

    private static string Text(GitHubCommand command, MissionKind kind, JsonElement comment, string issue) =>
        command.Rest.Length == 0 ? issue
        : kind == MissionKind.Question ? $"{command.Rest}\n\n{issue}"
        : $"{issue}\n\n{Who(comment)} said about it:\n\n{command.Rest}";
}
