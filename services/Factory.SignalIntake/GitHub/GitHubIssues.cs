using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Triage;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Issues that were opened, labelled or assigned.</summary>
internal static class GitHubIssues
{
    private const string Ambiguous = "It may be a question or a fault: give it a label that says which, or comment /factory fix or /factory ask.";

    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var (root, rules, issue) = (delivery.Root, delivery.Rules, delivery.Root.At("issue"));
        return delivery.Action switch
        {
            "labeled" or "assigned" when issue.Text("state") == "closed" => ReadDelivery.Ignored("The issue is closed."),
            "opened" or "reopened" when !rules.AllIssues && !HasLabel(issue, rules.Label) => ReadDelivery.Ignored($"The issue does not bear the label {rules.Label}."),
            "opened" or "reopened" => ByItsAuthor(delivery, issue, $"it was {delivery.Action}"),
            "labeled" when Same(root.At("label").Text("name"), rules.Label) => BySomebody(delivery, issue, $"it was given the label {rules.Label}"),
            "assigned" when root.At("assignee").Text("login") is { } assignee && delivery.IsBot(assignee) => BySomebody(delivery, issue, "it was assigned to the factory"),
            _ => ReadDelivery.Ignored($"Nothing follows from an issue that was {Shown(delivery.Action)}."),
        };
    }

    /// <summary>An issue as a droid is told of it.</summary>
    public static string TextOf(JsonElement issue, string title) => $"# {title}\n\n{SeenText.Clean(issue.Text("body"))}\n\n(Issue of {Who(issue)}, {issue.Text("html_url")})";

    public static ReadDelivery Held(JsonElement said, string what) => ReadDelivery.Not(
        DeliveryVerdict.Held, $"{Who(said)} wrote {what} and may not ask for work. Somebody who may can label the issue, or comment /factory fix.");

    public static bool HasLabel(JsonElement issue, string name) =>
        issue.At("labels") is { ValueKind: JsonValueKind.Array } labels && labels.EnumerateArray().Any(label => Same(label.Text("name"), name));

    /// <summary>
    /// An issue template may set labels for anybody, and a bot that sorts issues sets them by what strangers wrote; else only people with rights to the
    /// repository can label and assign.
    /// </summary>
    private static ReadDelivery BySomebody(GitHubDelivery delivery, JsonElement issue, string why) =>
        delivery.Sender is not { } sender || delivery.Root.At("sender").Text("type") == "Bot" || Same(sender, issue.At("user").Text("login"))
            ? ByItsAuthor(delivery, issue, why)
            : Asked(delivery, issue, $"{why} by {Shown(sender)}");

    private static ReadDelivery ByItsAuthor(GitHubDelivery delivery, JsonElement issue, string why) =>
        delivery.Gate(issue, () => Held(issue, "the issue")) ?? Asked(delivery, issue, $"{why} by {Who(issue)}");

    private static ReadDelivery Asked(GitHubDelivery delivery, JsonElement issue, string why)
    {
        if (delivery.Repository is not { } repository || issue.Number("number") is not { } number || issue.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no repository, number or title.");
        var origin = delivery.OriginOf(issue, new IssueRef(delivery.Address, number));
        var kind = KindOf(delivery, issue, title);
        var wish = new Wish($"github:{repository}#{number}", kind ?? MissionKind.Change, repository, title, TextOf(issue, title), origin) { Gist = $"{title}\n{issue.Text("body")}", TakenOut = SeenText.TakenOut(title, issue.Text("body")) };
        var asked = $"Issue {number} of {repository}: {why}.";
        return kind is null ? ReadDelivery.Not(DeliveryVerdict.Held, Ambiguous) with { Unclear = new Unclear(wish, asked) } : ReadDelivery.Asks(wish, asked);
    }

    /// <summary>By its labels; null where only a person can tell, or a model that reads it.</summary>
    private static MissionKind? KindOf(GitHubDelivery delivery, JsonElement issue, string title) =>
        delivery.Rules.QuestionLabels.Any(label => HasLabel(issue, label)) ? MissionKind.Question
        : delivery.Rules.DocsLabels.Any(label => HasLabel(issue, label)) ? MissionKind.Docs
        : delivery.Rules.FeatureLabels.Append(delivery.Rules.Label).Append("bug").Any(label => HasLabel(issue, label)) || !title.TrimEnd().EndsWith('?') ? MissionKind.Change
        : delivery.Action == "assigned" ? MissionKind.Change
        : null;
}
