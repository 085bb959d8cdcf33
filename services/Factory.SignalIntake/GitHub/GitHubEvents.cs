using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>What an event of GitHub asks for. Pure: the same event and rules give the same.</summary>
internal static class GitHubEvents
{
    private const string Anybody = "*";

    /// <param name="name">GitHub's, for example <c>issues</c>.</param>
    public static ReadDelivery Read(string name, JsonElement root, GitHubRules rules)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is no JSON object.");
        if (root.At("sender").Text("login") is { } sender && IsBot(sender, rules))
            return ReadDelivery.Not(DeliveryVerdict.Ignored, "The factory did it itself.");
        return name switch
        {
            "ping" => ReadDelivery.Not(DeliveryVerdict.Ignored, "It is a ping: the webhook works."),
            "issues" => Issue(root, rules),
            "issue_comment" => Comment(root, rules),
            _ => ReadDelivery.Not(DeliveryVerdict.Ignored, $"Nothing follows from events of this kind ({Shown(name)})."),
        };
    }

    private static ReadDelivery Issue(JsonElement root, GitHubRules rules)
    {
        var (action, issue) = (root.Text("action"), root.At("issue"));
        return action switch
        {
            "labeled" or "assigned" when issue.Text("state") == "closed" => ReadDelivery.Not(DeliveryVerdict.Ignored, "The issue is closed."),
            "opened" or "reopened" when !rules.AllIssues && !HasLabel(issue, rules) => ReadDelivery.Not(DeliveryVerdict.Ignored, $"The issue does not bear the label {rules.Label}."),
            "opened" or "reopened" => ByItsAuthor(root, issue, rules, $"it was {action}"),
            "labeled" when Same(root.At("label").Text("name"), rules.Label) => BySomebody(root, issue, rules, $"it was given the label {rules.Label}"),
            "assigned" when root.At("assignee").Text("login") is { } assignee && IsBot(assignee, rules) => BySomebody(root, issue, rules, "it was assigned to the factory"),
            _ => ReadDelivery.Not(DeliveryVerdict.Ignored, $"Nothing follows from an issue that was {Shown(action)}."),
        };
    }

    /// <summary>
    /// An issue template may set labels for anybody, and a bot that sorts issues sets them by what strangers wrote; else only people with rights to the
    /// repository can label and assign.
    /// </summary>
    private static ReadDelivery BySomebody(JsonElement root, JsonElement issue, GitHubRules rules, string why) =>
        root.At("sender").Text("login") is not { } sender || root.At("sender").Text("type") == "Bot" || Same(sender, issue.At("user").Text("login"))
            ? ByItsAuthor(root, issue, rules, why)
            : IssueWish(root, issue, $"{why} by {Shown(sender)}");

    private static ReadDelivery ByItsAuthor(JsonElement root, JsonElement issue, GitHubRules rules, string why) =>
        MayAsk(issue, rules) ? IssueWish(root, issue, $"{why} by {Who(issue)}") : Held(issue, "the issue");

    private static ReadDelivery IssueWish(JsonElement root, JsonElement issue, string why)
    {
        var repository = root.At("repository").Text("full_name");
        if (repository is null || issue.Number("number") is not { } number || issue.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no repository, number or title.");
        var wish = new Wish($"github:{repository}#{number}", MissionKind.Change, repository, title, IssueText(issue, title));
        return ReadDelivery.Asks(wish, $"Issue {number} of {repository}: {why}.");
    }

    private static ReadDelivery Comment(JsonElement root, GitHubRules rules)
    {
        var (comment, issue) = (root.At("comment"), root.At("issue"));
        if (root.Text("action") != "created")
            return ReadDelivery.Not(DeliveryVerdict.Ignored, $"Nothing follows from a comment that was {Shown(root.Text("action"))}.");
        if (GitHubCommand.In(comment.Text("body") ?? "", rules) is not { } command)
            return ReadDelivery.Not(DeliveryVerdict.Ignored, "The comment does not speak to the factory.");
        if (!MayAsk(comment, rules))
            return Held(comment, "the comment");
        if (command.Kind is not { } kind)
            return ReadDelivery.Not(DeliveryVerdict.Ignored, $"The command {Shown(command.Word)} is not known; there are {GitHubCommand.Known}.");
        if (issue.At("pull_request").ValueKind == JsonValueKind.Object)
            return ReadDelivery.Not(DeliveryVerdict.Ignored, "Commands on pull requests are not known.");
        var repository = root.At("repository").Text("full_name");
        if (repository is null || issue.Number("number") is not { } number || comment.Number("id") is not { } id || issue.Text("title") is not { Length: > 0 } title)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no repository, number, id or title.");
        var said = $"{Who(comment)} said about it:\n\n{command.Rest}";
        var text = command.Rest.Length == 0 ? IssueText(issue, title) : kind == MissionKind.Question ? $"{command.Rest}\n\n{IssueText(issue, title)}" : $"{IssueText(issue, title)}\n\n{said}";
        var wish = new Wish($"github:{repository}#{number}:{id}", kind, repository, title, text);
        return ReadDelivery.Asks(wish, $"Issue {number} of {repository}: {Who(comment)} asked for it.");
    }

    private static string IssueText(JsonElement issue, string title) =>
        $"# {title}\n\n{issue.Text("body")}\n\n(Issue of {Who(issue)}, {issue.Text("html_url")})";

    private static ReadDelivery Held(JsonElement said, string what) => ReadDelivery.Not(
        DeliveryVerdict.Held, $"{Who(said)} wrote {what} and may not ask for work. Somebody who may can label the issue, or comment /factory fix.");

    private static bool MayAsk(JsonElement said, GitHubRules rules) =>
        rules.Authors.Contains(Anybody) || (said.Text("author_association") is { } association && rules.Authors.Contains(association));

    private static bool HasLabel(JsonElement issue, GitHubRules rules) =>
        issue.At("labels") is { ValueKind: JsonValueKind.Array } labels && labels.EnumerateArray().Any(label => Same(label.Text("name"), rules.Label));

    /// <summary>An App's login is its name and [bot].</summary>
    private static bool IsBot(string login, GitHubRules rules) => Same(login, rules.Bot) || Same(login, $"{rules.Bot}[bot]");

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Who(JsonElement said) => $"{Shown(said.At("user").Text("login"))} ({Shown(said.Text("author_association"))})";

    private static string Shown(string? word) =>
        word is null ? "somebody" : string.Concat(word.Where(character => !char.IsControl(character)).Take(60));
}
