using System.Text.Json;
using Factory.Contracts.Chats;
using Factory.SignalIntake.GitHub;

namespace Factory.SignalIntake.Slack;

/// <summary>Where a delivery came from and who said it, by Slack's ids.</summary>
/// <param name="Workspace">The workspace in which the app is installed that heard it.</param>
/// <param name="Enterprise">The organisation of an Enterprise Grid; null for none.</param>
/// <param name="Home">The workspace or organisation of the person; null where it was not told.</param>
/// <param name="IsShared">The channel is shared with other organisations: who writes there may be of any.</param>
internal sealed record SlackSender(string? Workspace, string? Enterprise, string User, string? Home, bool IsShared)
{
    /// <summary>Of an event. In shared channels <c>team_id</c> may be the other organisation's: the installation is told by what the app is authorised for.</summary>
    public static SlackSender OfEvent(JsonElement root, JsonElement said)
    {
        var authorization = root.At("authorizations") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? all[0] : default;
        return new SlackSender(
            root.Text("context_team_id") ?? authorization.Text("team_id") ?? root.Text("team_id"),
            root.Text("context_enterprise_id") ?? authorization.Text("enterprise_id") ?? root.Text("enterprise_id"),
            said.Text("user") ?? "",
            said.Text("user_team") ?? said.Text("source_team") ?? said.Text("team"),
            root.At("is_ext_shared_channel").ValueKind == JsonValueKind.True);
    }

    /// <summary>Of a slash command: another organisation's people do not see it.</summary>
    public static SlackSender OfCommand(JsonElement root) => new(root.Text("team_id"), root.Text("enterprise_id"), root.Text("user_id") ?? "", root.Text("team_id"), IsShared: false);

    /// <summary>Of a button: everybody in a shared channel sees it.</summary>
    public static SlackSender OfButton(JsonElement root)
    {
        var user = root.At("user");
        return new SlackSender(
            root.At("team").Text("id"), root.At("team").Text("enterprise_id") ?? root.At("enterprise").Text("id"), user.Text("id") ?? "", user.Text("team_id"), IsShared: true);
    }

    /// <summary>Whether the rules name the workspace, or the organisation that it is of.</summary>
    public bool IsListened(SlackRules rules) => Names(rules, Workspace) || Names(rules, Enterprise);

    /// <summary>Why the person may not ask for work; null where they may, as far as Slack need not be asked. Somebody whose id is listed may, wherever they are from.</summary>
    public string? Problem(SlackRules rules)
    {
        if (rules.People is { } people)
            return people.Contains(User) || rules.Groups.Count > 0 ? null : $"{Shown(User)} is not among the people that factory.signals.yaml names.";
        var isHome = Home is null ? !IsShared : Names(rules, Home) || (Names(rules, Enterprise) && !IsShared);
        return isHome ? null : $"{Shown(User)} is of {(Home is null ? "a workspace that Slack does not tell" : Shown(Home))}, which factory.signals.yaml does not name. Add the person's id to people, if they may ask.";
    }

    /// <summary>Whether only Slack knows that the person may ask.</summary>
    public bool MustBeLookedUp(SlackRules rules) => rules.Must.Ask && rules.People?.Contains(User) is not true;

    /// <summary>Of whom in the same channel words count by the same rules.</summary>
    public ChatGate Gate(SlackRules rules) =>
        new(rules.People is { } people ? [.. people.Order(StringComparer.Ordinal)] : null, [.. rules.Workspaces.Order(StringComparer.Ordinal)], IsShared, Names(rules, Enterprise) && !IsShared) { Must = rules.Must };

    public static string Shown(string? id) => id is { Length: > 0 } ? string.Concat(id.Where(char.IsAsciiLetterOrDigit).Take(30)) : "somebody";

    private static bool Names(SlackRules rules, string? id) => id is not null && rules.Workspaces.Contains(id);
}
