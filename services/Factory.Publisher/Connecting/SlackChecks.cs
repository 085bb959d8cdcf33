using System.Net.Http.Headers;
using System.Text.Json;

namespace Factory.Publisher.Connecting;

/// <summary>Looks whether a Slack app can be worked with. Nothing is said there.</summary>
/// <param name="Api">Where its Web API is, for example <c>https://slack.com/api</c>.</param>
/// <param name="BotToken"><c>xoxb-…</c></param>
/// <param name="AppToken"><c>xapp-…</c>, for Socket Mode; null for none.</param>
/// <param name="Scopes">What the bot must be allowed, in Slack's words.</param>
/// <param name="Channels">Channels by their ids, in which people are listened to.</param>
public sealed record SlackChecks(Uri Api, string BotToken, string? AppToken, IReadOnlyList<string> Scopes, IReadOnlyList<string> Channels)
{
    /// <summary>User groups by their ids, whose members may ask.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    private const string Name = "slack";
    private const int Largest = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"Slack at {Api}";

    /// <returns>What was found, and the workspace and organisation, where they can be told.</returns>
    public async Task<(IReadOnlyList<ConnectionFinding> Findings, string? Workspace)> Run(CancellationToken ct)
    {
        var seen = new Findings(Name);
        string? workspace = null;
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Patience, MaxResponseContentBufferSize = Largest };
        try
        {
            workspace = await Itself(client, seen, ct);
            if (workspace is not null)
            {
                foreach (var channel in Channels)
                    await Channel(client, channel, seen, ct);
                foreach (var group in Groups)
                    await Group(client, group, seen, ct);
            }

            if (AppToken is not null)
                await Socket(client, AppToken, seen, ct);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Only the kind of error: what is inside may quote what the other side sent.
            seen.Bad("reachable", $"{Api} cannot be asked ({error.GetType().Name}).", "Look whether this machine reaches it, and whether a proxy is needed.");
        }

        return (seen.All, workspace);
    }

    private async Task<string?> Itself(HttpClient client, Findings seen, CancellationToken ct)
    {
        var (answer, granted) = await Ask(client, "auth.test", BotToken, null, ct);
        seen.Good("reachable", $"{Api}");
        if (!IsOk(answer, out var error))
        {
            seen.Bad("authenticated", $"Slack does not accept the bot token: {error}.", "Copy it from the app's page, OAuth & Permissions; it begins with xoxb-. Install the app first.");
            return null;
        }

        seen.Good("authenticated", $"as {Text(answer, "user")} in {Text(answer, "team")} ({Text(answer, "team_id")})");
        Granted(granted, seen);
        return Text(answer, "team_id");
    }

    private void Granted(IReadOnlyList<string>? granted, Findings seen)
    {
        if (granted is null)
        {
            seen.Unknown("scopes", "Slack did not say what the token may do.", "Compare the app's scopes with its manifest.");
            return;
        }

        var missing = Scopes.Except(granted, StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            seen.Good("scopes", "all that are needed");
        else
            seen.Bad("scopes", $"The token lacks {string.Join(", ", missing)}.", "Add them on the app's page, OAuth & Permissions, and install the app again.");
    }

    private async Task Channel(HttpClient client, string channel, Findings seen, CancellationToken ct)
    {
        var (answer, _) = await Ask(client, "conversations.info", BotToken, ("channel", channel), ct);
        if (!IsOk(answer, out var error))
            seen.Bad("channel", $"{channel}: {error}.", "Compare the id with the channel's details in Slack, and invite the app into it.");
        else if (answer.TryGetProperty("channel", out var found) && found.TryGetProperty("is_member", out var member) && member.ValueKind == JsonValueKind.False)
            seen.Bad("channel", $"{channel}: the app is not in it.", "Invite it there: /invite @ and its name.");
        else
            seen.Good("channel", channel);
    }

    private async Task Group(HttpClient client, string group, Findings seen, CancellationToken ct)
    {
        var (answer, _) = await Ask(client, "usergroups.users.list", BotToken, ("usergroup", group), ct);
        if (!IsOk(answer, out var error))
            seen.Bad("user group", $"{group}: {error}.", "Compare the id with the group's details in Slack, and give the app the scope usergroups:read.");
        else if (!answer.TryGetProperty("users", out var users) || users.ValueKind != JsonValueKind.Array || users.GetArrayLength() == 0)
            seen.Bad("user group", $"{group}: nobody is in it.", "Add people to it in Slack.");
        else
            seen.Good("user group", $"{group}, of {users.GetArrayLength()} people");
    }

    private async Task Socket(HttpClient client, string token, Findings seen, CancellationToken ct)
    {
        var (answer, _) = await Ask(client, "apps.connections.open", token, null, ct);
        if (IsOk(answer, out var error))
            seen.Good("Socket Mode", "a connection can be opened");
        else
            seen.Bad("Socket Mode", $"Slack does not accept the app token: {error}.", "Turn Socket Mode on, and make an app-level token with connections:write; it begins with xapp-.");
    }

    private async Task<(JsonElement Answer, IReadOnlyList<string>? Scopes)> Ask(HttpClient client, string method, string token, (string Name, string Value)? argument, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Api.AbsoluteUri.TrimEnd('/')}/{method}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new FormUrlEncodedContent(argument is { } given ? [new(given.Name, given.Value)] : []);
        using var answer = await client.SendAsync(request, ct);
        var scopes = answer.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null;
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return (document.RootElement.Clone(), scopes);
    }

    private static bool IsOk(JsonElement answer, out string error)
    {
        error = Text(answer, "error") ?? "no reason given";
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
