using System.Globalization;
using System.Text.Json;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Reviews that people give. On the factory's own pull requests they are news; elsewhere only what speaks to the factory counts.</summary>
internal static class GitHubReviews
{
    private const int LongestHunk = 2_000;

    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var (review, pull) = (delivery.Root.At("review"), delivery.Root.At("pull_request"));
        if (delivery.Action != "submitted")
            return ReadDelivery.Ignored($"Nothing follows from a review that was {Shown(delivery.Action)}.");
        if (Problem(delivery, review) is { } problem)
            return problem;
        var read = PullRequestReading.Of(delivery, pull)!;
        if (!PullRequestReading.IsOwn(read))
            return PullRequestCommands.Read(delivery, review, new SpokenTo(read, pull, Own: false, review.Number("id")!.Value, InReplyTo: null));
        PullRequestHappening? happening = review.Text("state")?.ToLowerInvariant() switch
        {
            "approved" => PullRequestHappening.Approved,
            "changes_requested" => PullRequestHappening.ReworkAsked,
            _ => null,
        };
        if (happening is null)
            return ReadDelivery.Ignored("The review neither approves nor asks for changes.");
        return delivery.Gate(review, () => NotHeard(review, "the review")) ?? ReadDelivery.Tells(
            $"{Who(review)} {(happening == PullRequestHappening.Approved ? "approved" : "asked for changes of")} pull request {read.Number} of {delivery.Repository}.",
            new News($"github:{delivery.Repository}!{read.Number}:review:{review.Number("id")}", delivery.Repository!, read, happening.Value, Shown(review.At("user").Text("login")))
            {
                Text = SeenText.Clean(review.Text("body")),
                Commit = PullRequestReading.Commit(review.Text("commit_id")),
                Url = Link(review),
            });
    }

    public static ReadDelivery Comment(GitHubDelivery delivery)
    {
        var (comment, pull) = (delivery.Root.At("comment"), delivery.Root.At("pull_request"));
        if (delivery.Action != "created")
            return ReadDelivery.Ignored($"Nothing follows from a comment that was {Shown(delivery.Action)}.");
        if (Problem(delivery, comment) is { } problem)
            return problem;
        var read = PullRequestReading.Of(delivery, pull)!;
        if (!PullRequestReading.IsOwn(read))
            return PullRequestCommands.Read(delivery, comment, new SpokenTo(read, pull, Own: false, comment.Number("id")!.Value, comment.Number("in_reply_to_id")) { Place = Place(comment) });
        return delivery.Gate(comment, () => NotHeard(comment, "the comment")) ?? ReadDelivery.Tells(
            $"{Who(comment)} commented on pull request {read.Number} of {delivery.Repository}.",
            new News($"github:{delivery.Repository}!{read.Number}:comment:{comment.Number("id")}", delivery.Repository!, read, PullRequestHappening.ReworkAsked, Shown(comment.At("user").Text("login")))
            {
                Text = $"{Place(comment)}\n\n{SeenText.Clean(comment.Text("body"))}",
                Commit = PullRequestReading.Commit(comment.Text("commit_id")),
                Url = Link(comment),
            });
    }

    private static ReadDelivery? Problem(GitHubDelivery delivery, JsonElement said) =>
        delivery.Target is null ? GitHubEvents.Unlisted(delivery)
        : PullRequestReading.Of(delivery, delivery.Root.At("pull_request")) is null || said.Number("id") is null ? ReadDelivery.Not(DeliveryVerdict.Rejected, GitHubPullRequests.Unreadable)
        : null;

    private static ReadDelivery NotHeard(JsonElement said, string what) => ReadDelivery.Not(DeliveryVerdict.Held, $"{Who(said)} wrote {what} and may not ask for work: it is told to nobody.");

    private static string Place(JsonElement comment)
    {
        var line = comment.Number("line") ?? comment.Number("original_line");
        var hunk = comment.Text("diff_hunk") ?? "";
        return SeenText.Clean($"On {Shown(comment.Text("path"))}{(line is null ? "" : string.Create(CultureInfo.InvariantCulture, $", line {line}"))}:\n\n{Indented(hunk.Length <= LongestHunk ? hunk : hunk[^LongestHunk..])}");
    }

    private static string Indented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => $"    {line}"));
}
