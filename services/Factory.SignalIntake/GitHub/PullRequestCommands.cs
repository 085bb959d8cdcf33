using System.Text.Json;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>What people tell the factory on a pull request.</summary>
internal static class PullRequestCommands
{
    /// <param name="said">The comment or review.</param>
    public static ReadDelivery Read(GitHubDelivery delivery, JsonElement said, SpokenTo where)
    {
        if (GitHubCommand.In(said.Text("body") ?? "", delivery.Rules) is not { } command)
            return ReadDelivery.Ignored("The comment does not speak to the factory.");
        return delivery.Gate(said, () => GitHubIssues.Held(said, "the comment")) ?? Commanded(delivery, said, where, command);
    }

    private static ReadDelivery Commanded(GitHubDelivery delivery, JsonElement said, SpokenTo where, GitHubCommand command)
    {
        var pull = where.PullRequest;
        var (by, key) = (Shown(said.At("user").Text("login")), $"github:{delivery.Repository}!{pull.Number}:{where.Id}");
        var origin = Origin(delivery, said, where);
        if (command.Order is { } order)
        {
            return ReadDelivery.Tells(
                $"{Who(said)} told the review of pull request {pull.Number} of {delivery.Repository}: {command.OrderWords}.",
                new Order(key, delivery.Repository!, pull, order, by, SeenText.Clean(command.OrderText), where.InReplyTo, origin));
        }

        if (command.Kind is not { } kind)
            return ReadDelivery.Ignored($"The command {Shown(command.Word)} is not known; there are {GitHubCommand.Known}.");
        if (kind == MissionKind.Change && where.Own)
        {
            return ReadDelivery.Tells(
                $"{Who(said)} asked for something else in pull request {pull.Number} of {delivery.Repository}.",
                new News(key, delivery.Repository!, pull, PullRequestHappening.ReworkAsked, by) { Text = $"{where.Place}\n\n{SeenText.Clean(command.Rest)}".Trim(), Url = Link(said) });
        }

        return kind == MissionKind.Change && Problem(pull) is { } problem ? problem : Wished(delivery, said, where, command, origin, key);
    }

    private static ReadDelivery? Problem(PullRequestRef pull) =>
        pull.FromFork ? ReadDelivery.Ignored("Its branch lies in another repository, to which nobody here pushes.")
        : pull.HeadBranch is null ? ReadDelivery.Not(DeliveryVerdict.Held, "Nothing told of the pull request's branch yet: './factory signals replay' judges it anew after its next push, edit or review.")
        : null;

    private static ReadDelivery Wished(GitHubDelivery delivery, JsonElement said, SpokenTo where, GitHubCommand command, Origin origin, string key)
    {
        if (where.Shown.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no title.");
        var about = GitHubPullRequests.TextOf(where.Shown, title);
        var told = $"{where.Place}\n\n{command.Rest}".Trim();
        var text = command.Kind == MissionKind.Question ? $"{told}\n\n{about}" : $"{about}\n\n{Who(said)} said about it:\n\n{told}";
        var wish = new Wish(key, command.Kind!.Value, delivery.Repository, title, text, origin) { PullRequest = where.PullRequest.HeadCommit.Length > 0 ? where.PullRequest : null, Commanded = true, TakenOut = SeenText.TakenOut(title, where.Shown.Text("body"), said.Text("body")) };
        return ReadDelivery.Asks(wish, $"Pull request {where.PullRequest.Number} of {delivery.Repository}: {Who(said)} asked for it.");
    }

    private static Origin Origin(GitHubDelivery delivery, JsonElement said, SpokenTo where) =>
        delivery.OriginOf(said, new IssueRef(delivery.Address, where.PullRequest.Number, IsPullRequest: true, CommentId: where.Id)) with { Trust = Least(delivery.TrustIn(said), delivery.TrustIn(where.Shown)) };

    /// <summary>What two wrote is trusted as little as the one who is trusted least.</summary>
    internal static Trust Least(Trust one, Trust other) => one < other ? one : other;
}
