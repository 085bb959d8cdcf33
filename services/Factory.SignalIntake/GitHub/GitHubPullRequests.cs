using System.Text.Json;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Pull requests that were opened, pushed to or closed: those of others are reviewed, the factory's own are news for the mission that made them.</summary>
internal static class GitHubPullRequests
{
    public const string Unreadable = "It has no number or commit, or a branch whose name is not handed to git.";

    public static ReadDelivery Read(GitHubDelivery delivery) => delivery.Action switch
    {
        "opened" or "synchronize" or "reopened" or "ready_for_review" => Reviewed(delivery),
        "converted_to_draft" => Drafted(delivery),
        _ => ReadDelivery.Ignored($"Nothing follows from a pull request that was {Shown(delivery.Action)}."),
    };

    public static ReadDelivery Closed(GitHubDelivery delivery)
    {
        if (delivery.Target is null)
            return GitHubEvents.Unlisted(delivery);
        if (PullRequestReading.Seen(delivery) is not { } seen)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, Unreadable);
        var pull = delivery.Root.At("pull_request");
        var (repository, key, merged) = (delivery.Repository!, $"github:{delivery.Repository}!{seen.Ref.Number}", seen.MergeCommit is not null);
        var told = seen.Own
            ? new News($"{key}:{(merged ? $"merged:{seen.MergeCommit}" : $"closed:{pull.Text("closed_at")}")}", repository, seen.Ref, merged ? PullRequestHappening.Merged : PullRequestHappening.Closed, Shown(delivery.Sender)) { Commit = seen.MergeCommit, Url = Link(pull) }
            : (Telling)new Stop($"{key}:stop:{pull.Text("closed_at")}", repository, seen.Ref, merged ? "The pull request was merged." : "The pull request was closed.");
        return ReadDelivery.Tells($"Pull request {seen.Ref.Number} of {repository} was {(merged ? "merged" : "closed")} by {Shown(delivery.Sender)}.", told) with
        {
            Happened = merged ? new Happened($"merged:{seen.Ref.Number}", repository, $"pull request {seen.Ref.Number} was merged into {seen.Ref.BaseBranch}: {pull.Text("title")}", seen.MergeCommit, Link(pull)) : null,
        };
    }

    /// <summary>A pull request as a droid is told of it.</summary>
    public static string TextOf(JsonElement pull, string title) => $"# {title}\n\n{SeenText.Clean(pull.Text("body"))}\n\n(Pull request of {Who(pull)}, {pull.Text("html_url")})";

    private static ReadDelivery Reviewed(GitHubDelivery delivery)
    {
        if (delivery.Target is not { } target)
            return GitHubEvents.Unlisted(delivery);
        var pull = delivery.Root.At("pull_request");
        if (PullRequestReading.Seen(delivery) is not { } seen || pull.Text("title") is not { Length: > 0 } title || PullRequestReading.Of(delivery, pull) is not { } read)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, Unreadable);
        if (seen.Own)
            return ReadDelivery.Ignored("It is the factory's own pull request.");
        if (!target.Review)
            return ReadDelivery.Ignored($"Pull requests of {delivery.Repository} are not reviewed by themselves; /factory review in a comment asks for it.");
        if (read.Draft && !target.Drafts)
            return ReadDelivery.Ignored("It is a draft.");
        if (delivery.Known.Any(known => known.UpdatedAt > seen.UpdatedAt && (known.Ref.HeadCommit != read.HeadCommit || !known.Open)))
            return ReadDelivery.Ignored("What happened to the pull request later came before it.");
        return delivery.Gate(pull, () => ReadDelivery.Not(DeliveryVerdict.Held, $"{Who(pull)} opened it and may not ask for work. Somebody who may can comment /factory review."))
            ?? Wished(delivery, pull, read, title);
    }

    private static ReadDelivery Wished(GitHubDelivery delivery, JsonElement pull, PullRequestRef read, string title)
    {
        var origin = delivery.OriginOf(pull, new IssueRef(delivery.Address, read.Number, IsPullRequest: true));
        var wish = new Wish($"github:{delivery.Repository}!{read.Number}:review:{read.HeadCommit}", MissionKind.Review, delivery.Repository, title, TextOf(pull, title), origin) { PullRequest = read, TakenOut = SeenText.TakenOut(title, pull.Text("body")) };
        return ReadDelivery.Asks(wish, $"Pull request {read.Number} of {delivery.Repository} was {(delivery.Action == "synchronize" ? "pushed to" : Shown(delivery.Action))}.");
    }

    private static ReadDelivery Drafted(GitHubDelivery delivery)
    {
        if (delivery.Target is not { } target)
            return GitHubEvents.Unlisted(delivery);
        if (PullRequestReading.Seen(delivery) is not { } seen)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, Unreadable);
        return seen.Own || target.Drafts || !target.Review
            ? ReadDelivery.Ignored("Nothing follows from its being a draft.")
            : ReadDelivery.Tells(
                $"Pull request {seen.Ref.Number} of {delivery.Repository} was made a draft.",
                new Stop($"github:{delivery.Repository}!{seen.Ref.Number}:draft:{delivery.Root.At("pull_request").Text("updated_at")}", delivery.Repository!, seen.Ref, "The pull request was made a draft."));
    }
}
