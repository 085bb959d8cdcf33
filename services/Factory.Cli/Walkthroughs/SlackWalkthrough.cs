using Factory.Cli.Output;
using Factory.Publisher.Connecting;

namespace Factory.Cli.Walkthroughs;

/// <summary>Shows the manifest that Slack makes an app of, takes its secrets, keeps them as files, writes what the settings need, and checks.</summary>
internal sealed class SlackWalkthrough(Screen screen, string dataFolder, string name)
{
    /// <summary>Slack's own Web API.</summary>
    public static readonly Uri Public = new("https://slack.com/api");

    private readonly SecretsFolder _secrets = new(dataFolder);

    public string BotFile => _secrets.PathOf($"{name}-bot-token");

    public string AppFile => _secrets.PathOf($"{name}-app-token");

    /// <param name="channels">Channels by their ids, each with the repository that is worked on there, as <c>C0123=owner/name</c>.</param>
    /// <param name="people">Who may ask, by ids of people and of user groups; empty for everybody of the workspace but guests.</param>
    public async Task<IReadOnlyList<ConnectionFinding>> Run(Uri api, Uri? webhook, IReadOnlyList<string> channels, IReadOnlyList<string> people, CancellationToken ct)
    {
        foreach (var secret in new[] { $"{name}-signing-secret", $"{name}-bot-token", $"{name}-app-token" })
            _secrets.CheckFree(secret);
        var manifest = SlackManifest.Read(webhook);
        screen.Line("Open [bold]https://api.slack.com/apps?new_app=1[/], choose 'From a manifest', and paste:");
        screen.Line();
        screen.Text(manifest);
        screen.Line("Install the app into your workspace. Nothing that you type now is shown.");
        var signing = screen.Ask("Signing secret (Basic Information):", "a terminal", secret: true);
        var bot = screen.Ask("Bot token (OAuth & Permissions, xoxb-…):", "a terminal", secret: true);
        var app = webhook is null ? screen.Ask("App token for Socket Mode (Basic Information, App-Level Tokens, with connections:write; xapp-…):", "a terminal", secret: true) : "";
        var (findings, workspace) = await new SlackChecks(api, bot, app.Length > 0 ? app : null, SlackManifest.Scopes(manifest), [.. channels.Select(Id)]) { Groups = Groups(people) }.Run(ct);
        if (workspace is null)
            return findings;
        var signingFile = _secrets.Write($"{name}-signing-secret", signing);
        _secrets.Write($"{name}-bot-token", bot);
        if (app.Length > 0)
            _secrets.Write($"{name}-app-token", app);
        SettingsFiles.Add(screen, SettingsFiles.Publisher(dataFolder, "chats"), Chat(api, app.Length > 0));
        SettingsFiles.Add(screen, SettingsFiles.Signals(dataFolder), Source(workspace, channels, people, signingFile));
        return findings;
    }

    /// <summary>The chat, for <c>factory.publisher.yaml</c>.</summary>
    private string Chat(Uri api, bool socket) => SettingsText.Entry(
    [
        $"{name}:",
        "  kind: slack",
        api == Public ? null : $"  api: {SettingsText.Quoted(api.AbsoluteUri.TrimEnd('/'))}",
        $"  tokenFile: {SettingsText.Quoted(BotFile)}",
        socket ? $"  socket: {{ tokenFile: {SettingsText.Quoted(AppFile)}, source: {name} }}" : null,
    ]);

    /// <summary>The source, for <c>factory.signals.yaml</c>.</summary>
    private string Source(string workspace, IReadOnlyList<string> channels, IReadOnlyList<string> people, string signingFile) => SettingsText.Entry(
    [
        $"{name}:",
        "  kind: slack",
        $"  secretFile: {SettingsText.Quoted(signingFile)}",
        "  slack:",
        $"    workspaces: [{SettingsText.Quoted(workspace)}]",
        "    channels:",
        .. channels.Select(channel => $"      {Id(channel)}: {SettingsText.Quoted(channel[(channel.IndexOf('=', StringComparison.Ordinal) + 1)..])}"),
        people.Count > 0 ? $"    people: [{string.Join(", ", people)}]" : null,
        "  repositories:",
        .. channels.Select(channel => channel[(channel.IndexOf('=', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(repository => $"    {SettingsText.Quoted(repository)}: {SettingsText.Quoted($"https://github.com/{repository}")}"),
    ]);

    public static IReadOnlyList<string> Groups(IReadOnlyList<string> people) => [.. people.Where(id => id.StartsWith('S'))];

    private static string Id(string channel) => channel.Split('=')[0];
}
