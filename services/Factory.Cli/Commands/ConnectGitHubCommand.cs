using System.CommandLine;
using Factory.Cli.Output;
using Factory.Cli.Walkthroughs;
using Factory.Local;
using Factory.Publisher.Connecting;
using Factory.Publisher.Settings;
using Factory.Settings;
using Factory.SignalIntake.Sources;

namespace Factory.Cli.Commands;

/// <summary><c>factory connect github</c>: makes the App, writes the settings, checks.</summary>
internal static class ConnectGitHubCommand
{
    private const int UsualPort = 7071;

    private static readonly Option<bool> Check = new("--check") { Description = "Only look whether what the settings name is well." };
    private static readonly Option<Uri?> Address = CommonOptions.Url("--address", "The forge, for GitHub Enterprise Server. Default: https://github.com.");
    private static readonly Option<string> Name = new("--name") { Description = "What the settings call it. Default: github.", HelpName = "NAME" };
    private static readonly Option<string?> AppName = new("--app-name") { Description = "The App's name, unique in all of GitHub. Default: factory- and a few letters.", HelpName = "NAME" };
    private static readonly Option<string?> Organization = new("--organization") { Description = "Whose App it is to be. Default: your own.", HelpName = "NAME" };
    private static readonly Option<Uri?> Webhook = CommonOptions.Url("--webhook", "Where the forge reaches the factory, for example https://factory.example.com. Default: nothing comes in by itself.");
    private static readonly Option<string[]> Repositories = new("--repository") { Description = "What may be worked on: owner/name, or owner/*.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Authority = new("--ca") { Description = "A PEM file with the certificates that the forge's own is checked by.", HelpName = "FILE" };
    private static readonly Option<int> Port = new("--port") { Description = "Of the page on this machine that makes the App. Default: 7071.", HelpName = "PORT" };
    private static readonly Option<string?> Code = new("--code") { Description = "The code that the forge sent the browser back with, where the page could not take it.", HelpName = "CODE" };

    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("github", "Makes a GitHub App of your own with the rights that are needed, writes the settings, and checks them.")
        {
            Check, Address, Name, AppName, Organization, Webhook, Repositories, Authority, Port, Code, json,
        };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var folder = CommonOptions.DataFolderOf(parsed);
                if (parsed.GetValue(Check))
                    return await Look(screen, folder, ct);
                await Walk(parsed, screen, folder, ct);
                if (!screen.CanAsk)
                    return Done(screen);
                screen.AskOptional("Enter, once it is installed there, has all of it checked:");
                return await Look(screen, folder, ct);
            },
            json);
        return command;
    }

    private static async Task Walk(ParseResult parsed, Screen screen, string folder, CancellationToken ct)
    {
        var repositories = parsed.GetValue(Repositories) is { Length: > 0 } named ? named : Words(screen.Ask("Repositories that may be worked on (owner/name or owner/*, with spaces between):", "--repository"));
        var webhook = parsed.GetValue(Webhook) ?? (screen.CanAsk ? Url(screen.AskOptional("Where GitHub reaches the factory (https://…; empty for nowhere):")) : null);
        var wish = new GitHubWish(
            parsed.GetValue(Address) ?? GitHubWish.GitHub, parsed.GetValue(Name) ?? "github", parsed.GetValue(AppName) ?? $"factory-{Guid.NewGuid():n}"[..14], parsed.GetValue(Organization), webhook, repositories,
            parsed.GetValue(Authority) is { } file ? Path.GetFullPath(file) : null).Checked();
        var code = parsed.GetValue(Code);
        if (code is not null && !GitHubAppCreation.IsCode(code))
            throw new UsageException("--code is what stands after code= in the address that the browser was sent back to.");
        try
        {
            await new GitHubWalkthrough(screen, folder).Run(wish, parsed.GetValue(Port) is var port and > 0 ? port : UsualPort, code, ct);
        }
        catch (Exception error) when (error is ConnectionFailed or IOException)
        {
            throw new FactoryException(error.Message, error);
        }
    }

    private static int Done(Screen screen)
    {
        if (screen.IsJson)
            Screen.Json(new { ok = true });
        return 0;
    }

    private static async Task<int> Look(Screen screen, string folder, CancellationToken ct)
    {
        var path = SettingsFiles.FindPublisher(folder)
            ?? throw new UsageException($"there is no {PublisherFilePath.DefaultName} in {folder}: connect first.");
        var reports = await ForgeChecks.Run(path, ct);
        var signals = SettingsFiles.FindSignals(folder);
        List<ConnectionFinding> findings = [.. reports.SelectMany(report => report.Findings.Append(Source(report, signals)).OfType<ConnectionFinding>())];
        if (findings.Count == 0)
            throw new UsageException($"{path} names no forge: connect first.");
        FindingsPrinter.Print(screen, findings);
        var ok = findings.All(finding => finding.Ok is not false);
        if (screen.IsJson)
            Screen.Json(new { ok, findings });
        return ok ? 0 : ExitCodes.Failed;
    }

    /// <summary>Whether what the webhook sends is known; null where it sends nothing.</summary>
    private static ConnectionFinding? Source(ForgeReport report, string? signals)
    {
        if (report.Webhook is not { } webhook)
            return null;
        var name = webhook.Segments[^1];
        if (!webhook.AbsolutePath.EndsWith($"/hooks/{name}", StringComparison.Ordinal))
            return new ConnectionFinding(report.Name, "source", Ok: false, $"The webhook goes to {webhook}.", "It has to end with /hooks/ and the name of a source of factory.signals.yaml.");
        return signals is null ? Unknown(report, name) : Named(report, name, signals);
    }

    private static ConnectionFinding Named(ForgeReport report, string name, string signals)
    {
        try
        {
            return SignalsFilePath.GitHubSources(signals).Contains(name) ? new ConnectionFinding(report.Name, "source", Ok: true, $"{name} in {signals}") : Unknown(report, name);
        }
        catch (SettingsFileException error)
        {
            return new ConnectionFinding(report.Name, "source", Ok: false, error.Message, "Mend the file.");
        }
    }

    private static ConnectionFinding Unknown(ForgeReport report, string name) => new(
        report.Name, "source", Ok: false, $"{SignalsFilePath.DefaultName} names no source '{name}' of the kind github.", "Name it there, with the file of the webhook's secret; see docs/github.md.");

    private static string[] Words(string text) => text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Uri? Url(string text) =>
        text.Length == 0 ? null : Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : throw new UsageException($"'{text}' is no address: write it in full, for example https://factory.example.com.");
}
