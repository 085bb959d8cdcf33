using System.Net;
using System.Text.Json;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Connections;

public sealed class When_GitHub_is_connected : IAsyncLifetime
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private ScriptedForge _forge = null!;

    private string PublisherFile => Path.Combine(_dataFolder, "factory.publisher.yaml");

    private string KeyFile => Path.Combine(_dataFolder, "secrets", "github-app.pem");

    public async ValueTask InitializeAsync() => _forge = await ScriptedForge.Start();

    public async ValueTask DisposeAsync() => await _forge.DisposeAsync();

    [Fact]
    public async Task The_Apps_secrets_are_files_of_this_user_alone_and_the_settings_name_them()
    {
        var connected = await Connect();

        Assert.True(connected.ExitCode == 0, connected.All);
        Assert.Equal(_forge.PrivateKey, await File.ReadAllTextAsync(KeyFile));
        Assert.Equal(ScriptedForge.WebhookSecret, await File.ReadAllTextAsync(Path.Combine(_dataFolder, "secrets", "github-webhook")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.DoesNotContain(ScriptedForge.WebhookSecret, connected.All, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", connected.All, StringComparison.Ordinal);
        var settings = await File.ReadAllTextAsync(PublisherFile);
        Assert.Contains($"privateKeyFile: \"{KeyFile}\"", settings, StringComparison.Ordinal);
        Assert.Contains("bot: \"acme-factory[bot]\"", settings, StringComparison.Ordinal);
        Assert.Contains("\"acme/shop\"", await File.ReadAllTextAsync(Path.Combine(_dataFolder, "factory.signals.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_time_nothing_is_overwritten()
    {
        await Connect();
        var settings = await File.ReadAllTextAsync(PublisherFile);

        var again = await Connect();

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is there already, and is never overwritten", again.All, StringComparison.Ordinal);
        Assert.Equal(settings, await File.ReadAllTextAsync(PublisherFile));
        Assert.Equal(1, _forge.Asked.Count(asked => asked.Contains("app-manifests", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_people_wrote_stays_as_it_is_and_what_to_add_is_shown()
    {
        Directory.CreateDirectory(_dataFolder);
        const string own = "forges: # mine\n  other:\n    kind: github\n";
        await File.WriteAllTextAsync(PublisherFile, own);

        var connected = await Connect();

        Assert.True(connected.ExitCode == 0, connected.All);
        Assert.Equal(own, await File.ReadAllTextAsync(PublisherFile));
        Assert.Contains("is yours, and is not changed", connected.All, StringComparison.Ordinal);
        Assert.Contains("    privateKeyFile:", connected.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_well_and_what_is_not_is_said_with_what_to_do()
    {
        await Connect("acme/shop", "acme/other");
        _forge.Permissions["checks"] = "read";
        _forge.DeliveryStatus = (int)HttpStatusCode.Unauthorized;

        var looked = await CommandLine.Run(_dataFolder, "connect", "github", "--check", "--json");

        Assert.Equal(1, looked.ExitCode);
        var findings = looked.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("step").GetString()} {Word(finding.GetProperty("ok"))}").ToList();
        Assert.Equal(["reachable yes", "authenticated yes", "permissions no", "events yes", "installed no", "installed no", "webhook no"], findings.Take(7));
        Assert.Contains("The App lacks checks: write.", looked.All, StringComparison.Ordinal);
        Assert.Contains("acme/other: the App is not installed there.", looked.All, StringComparison.Ordinal);
        Assert.Contains("the secrets differ", looked.All, StringComparison.Ordinal);
    }

    private Task<CommandResult> Connect(params string[] repositories) => CommandLine.Run(
        _dataFolder, ["connect", "github", "--address", _forge.Address.ToString().TrimEnd('/'), "--webhook", "https://factory.example.com", "--code", ScriptedForge.Code, "--repository", .. repositories.DefaultIfEmpty("acme/shop")]);

    private static string Word(JsonElement ok) => ok.ValueKind switch { JsonValueKind.True => "yes", JsonValueKind.False => "no", _ => "unknown" };
}
