using System.CommandLine;
using System.Text.RegularExpressions;
using Factory.Cli.Output;
using Factory.Cli.Walkthroughs;
using Factory.Publisher.Connecting;
using Factory.Settings;

namespace Factory.Cli.Commands;

/// <summary><c>factory connect slack</c>: shows the manifest, takes the secrets without showing them, writes the settings, checks.</summary>
internal static partial class ConnectSlackCommand
{
    private static readonly Option<bool> Check = new("--check") { Description = "Only look whether the app that was connected here is well." };
    private static readonly Option<bool> Manifest = new("--manifest") { Description = "Only print the manifest that Slack makes the app of." };
    private static readonly Option<string?> Name = new("--name") { Description = "What the settings call it. Default: slack.", HelpName = "NAME" };
    private static readonly Option<Uri?> Api = CommonOptions.Url("--api", "Its Web API. Default: https://slack.com/api; GovSlack's is https://slack-gov.com/api.");
    private static readonly Option<Uri?> Webhook = CommonOptions.Url("--webhook", "Where Slack reaches the factory, for example https://factory.example.com. Default: by Socket Mode only.");
    private static readonly Option<string[]> Channels = new("--channel") { Description = "Where people are listened to, and what is worked on there: C0123ABCD=owner/name.", HelpName = "ID=NAME", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string[]> People = new("--people") { Description = "Who may ask, by the ids of people (U…) and of user groups (S…). Default: everybody of the workspace but guests.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("slack", "Shows the manifest of a Slack app, takes its secrets, writes the settings, and checks them.") { Check, Manifest, Name, Api, Webhook, Channels, People, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                if (parsed.GetValue(Manifest))
                {
                    screen.Text(SlackManifest.Read(parsed.GetValue(Webhook)));
                    return 0;
                }

                return Show(screen, await Findings(parsed, screen, ct));
            },
            json);
        return command;
    }

    private static async Task<IReadOnlyList<ConnectionFinding>> Findings(ParseResult parsed, Screen screen, CancellationToken ct)
    {
        var channels = parsed.GetValue(Channels) ?? [];
        var people = parsed.GetValue(People) ?? [];
        if (people.FirstOrDefault(id => !Person().IsMatch(id)) is { } nobody)
            throw new UsageException($"'{nobody}' names nobody: write the id of a person (U… or W…) or of a user group (S…).");
        var walk = new SlackWalkthrough(screen, CommonOptions.DataFolderOf(parsed), NameOf(parsed));
        var api = parsed.GetValue(Api) ?? SlackWalkthrough.Public;
        if (parsed.GetValue(Check))
            return (await Connected(walk, api, channels, people).Run(ct)).Findings;
        if (channels.Length == 0)
            channels = screen.Ask("Channels and what is worked on there (C0123ABCD=owner/name, with spaces between):", "--channel").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (channels.FirstOrDefault(channel => !Place().IsMatch(channel)) is { } wrong)
            throw new UsageException($"'{wrong}' names no channel: write its id, = and the repository, for example C0123ABCD=acme/shop.");
        return await walk.Run(api, parsed.GetValue(Webhook), channels, people, ct);
    }

    private static SlackChecks Connected(SlackWalkthrough walk, Uri api, IReadOnlyList<string> channels, IReadOnlyList<string> people)
    {
        try
        {
            var app = File.Exists(walk.AppFile) ? new KeySource(walk.AppFile, null).Find().Reveal() : null;
            return new SlackChecks(api, new KeySource(walk.BotFile, null).Find().Reveal(), app, SlackManifest.Scopes(SlackManifest.Read(null)), [.. channels.Select(channel => channel.Split('=')[0])]) { Groups = SlackWalkthrough.Groups(people) };
        }
        catch (KeyMissing error)
        {
            throw new UsageException($"{error.Message} Connect first.");
        }
    }

    private static int Show(Screen screen, IReadOnlyList<ConnectionFinding> findings)
    {
        FindingsPrinter.Print(screen, findings);
        var ok = findings.All(finding => finding.Ok is not false);
        if (screen.IsJson)
            Screen.Json(new { ok, findings });
        return ok ? 0 : ExitCodes.Failed;
    }

    private static string NameOf(ParseResult parsed)
    {
        var name = parsed.GetValue(Name) ?? "slack";
        return SettingsName().IsMatch(name) ? name : throw new UsageException("--name is small letters, digits and dashes, for example slack.");
    }

    [GeneratedRegex("^[CGD][A-Z0-9]{2,30}=[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$", RegexOptions.None, 1_000)]
    private static partial Regex Place();

    [GeneratedRegex("^[UWS][A-Z0-9]{2,30}$", RegexOptions.None, 1_000)]
    private static partial Regex Person();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.None, 1_000)]
    private static partial Regex SettingsName();
}
