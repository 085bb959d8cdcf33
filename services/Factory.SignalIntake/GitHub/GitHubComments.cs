using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Comments on issues and pull requests that speak to the factory.</summary>
internal static class GitHubComments
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var (comment, issue) = (delivery.Root.At("comment"), delivery.Root.At("issue"));
        if (delivery.Action != "created")
            return ReadDelivery.Ignored($"Nothing follows from a comment that was {Shown(delivery.Action)}.");
        if (GitHubCommand.In(comment.Text("body") ?? "", delivery.Rules) is not { } command)
            return ReadDelivery.Ignored("The comment does not speak to the factory.");
        if (delivery.Repository is null || issue.Number("number") is not { } number || number < 1 || comment.Number("id") is not { } id || issue.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no repository, number, id or title.");
        if (issue.At("pull_request").ValueKind == JsonValueKind.Object)
            return delivery.Target is null ? GitHubEvents.Unlisted(delivery) : PullRequestCommands.Read(delivery, comment, OnPullRequest(delivery, issue, number, id));
        if (delivery.Gate(comment, () => GitHubIssues.Held(comment, "the comment")) is { } refused)
            return refused;
        return command.Kind is { } kind
            ? Asked(delivery, comment, issue, new IssueRef(delivery.Address, number, CommentId: id), kind, command, title)
            : ReadDelivery.Ignored($"The command {Shown(command.Word)} is not known; there are {GitHubCommand.Known}.");
    }

    private static ReadDelivery Asked(GitHubDelivery delivery, JsonElement comment, JsonElement issue, IssueRef reference, MissionKind kind, GitHubCommand command, string title)
    {
        var origin = delivery.OriginOf(comment, reference) with { Trust = PullRequestCommands.Least(delivery.TrustIn(comment), delivery.TrustIn(issue)) };
        var text = Text(command, kind, comment, GitHubIssues.TextOf(issue, title));
        return ReadDelivery.Asks(
            new Wish($"github:{delivery.Repository}#{reference.Number}:{reference.CommentId}", kind, delivery.Repository, title, text, origin) { Commanded = true, TakenOut = SeenText.TakenOut(title, issue.Text("body"), comment.Text("body")) },
            $"Issue {reference.Number} of {delivery.Repository}: {Who(comment)} asked for it.");
    }

    /// <summary>A comment on a pull request shows no more of it than of an issue.</summary>
    private static SpokenTo OnPullRequest(GitHubDelivery delivery, JsonElement issue, long number, long id)
    {
        var known = delivery.Known.FirstOrDefault(one => one.Ref.Number == number);
        return new SpokenTo(known?.Ref ?? new PullRequestRef(delivery.Address, number, "", ""), issue, known?.Own ?? delivery.IsBot(issue.At("user").Text("login")), id, InReplyTo: null);
    }

    private static string Text(GitHubCommand command, MissionKind kind, JsonElement comment, string issue) =>
        command.Rest.Length == 0 ? issue
        : kind == MissionKind.Question ? $"{command.Rest}\n\n{issue}"
        : $"{issue}\n\n{Who(comment)} said about it:\n\n{command.Rest}";
}
