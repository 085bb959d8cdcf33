using System.Text.Json;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Connections;

public sealed class When_Slack_is_connected : IAsyncLifetime
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private ScriptedSlack _slack = null!;

    public async ValueTask InitializeAsync() => _slack = await ScriptedSlack.Start();

    public async ValueTask DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task All_that_is_well_is_said()
    {
        Keep("slack-bot-token", ScriptedSlack.BotToken);
        Keep("slack-app-token", ScriptedSlack.AppToken);

        var looked = await Look("C0456EFGH=acme/shop");

        Assert.True(looked.ExitCode == 0, looked.All);
        Assert.Equal(["reachable True", "authenticated True", "scopes True", "channel True", "Socket Mode True"], Findings(looked));
        Assert.DoesNotContain("of-the-tests", looked.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_with_what_to_do()
    {
        Keep("slack-bot-token", ScriptedSlack.BotToken);
        Keep("slack-app-token", "xapp-of-somebody-else");
        _slack.Scopes.Remove("chat:write");

        var looked = await Look("C0000GONE=acme/shop", "C0999NPQR=acme/shop");

        Assert.Equal(1, looked.ExitCode);
        Assert.Equal(["reachable True", "authenticated True", "scopes False", "channel False", "channel False", "Socket Mode False"], Findings(looked));
        Assert.Contains("The token lacks chat:write.", looked.All, StringComparison.Ordinal);
        Assert.Contains("C0000GONE: channel_not_found.", looked.All, StringComparison.Ordinal);
        Assert.Contains("C0999NPQR: the app is not in it.", looked.All, StringComparison.Ordinal);
        Assert.DoesNotContain("of-somebody-else", looked.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_people_who_may_ask_are_looked_for()
    {
        Keep("slack-bot-token", ScriptedSlack.BotToken);

        var looked = await CommandLine.Run(_dataFolder, "connect", "slack", "--check", "--json", "--api", $"{_slack.Api}", "--people", "U0ANN", "S0TEAM", "S0GONE");
        var mistyped = await CommandLine.Run(_dataFolder, "connect", "slack", "--check", "--api", $"{_slack.Api}", "--people", "@ann");

        Assert.Equal(["reachable True", "authenticated True", "scopes True", "user group True", "user group False"], Findings(looked));
        Assert.Contains("S0TEAM, of 2 people", looked.All, StringComparison.Ordinal);
        Assert.Contains("S0GONE: no_such_subteam.", looked.All, StringComparison.Ordinal);
        Assert.Equal(64, mistyped.ExitCode);
    }

    [Fact]
    public async Task The_manifest_is_the_one_of_the_docs_and_fits_how_Slack_reaches_the_factory()
    {
        var socket = await CommandLine.Run(_dataFolder, "connect", "slack", "--manifest");
        var web = await CommandLine.Run(_dataFolder, "connect", "slack", "--manifest", "--webhook", "https://bugs.acme.example");

        Assert.Contains("socket_mode_enabled: true", socket.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/hooks/slack", socket.Output, StringComparison.Ordinal);
        Assert.Contains("socket_mode_enabled: false", web.Output, StringComparison.Ordinal);
        Assert.Contains("https://bugs.acme.example/hooks/slack", web.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_nobody_is_asked_for_secrets()
    {
        var connected = await CommandLine.Run(_dataFolder, "connect", "slack", "--channel", "C0456EFGH=acme/shop");

        Assert.Equal(64, connected.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_dataFolder, "secrets")));
    }

    private Task<CommandResult> Look(params string[] channels) => CommandLine.Run(_dataFolder, ["connect", "slack", "--check", "--json", "--api", $"{_slack.Api}", "--channel", .. channels]);

    private void Keep(string name, string secret)
    {
        Directory.CreateDirectory(Path.Combine(_dataFolder, "secrets"));
        File.WriteAllText(Path.Combine(_dataFolder, "secrets", name), secret);
    }

    private static IEnumerable<string> Findings(CommandResult looked) =>
        looked.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("step").GetString()} {finding.GetProperty("ok").ValueKind == JsonValueKind.True}");
}
