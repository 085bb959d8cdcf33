using System.Net.Http.Json;
using System.Text.Json;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Emulators;
using Factory.History;
using Factory.Publisher.Settings;
using Factory.Publisher.Slack;
using Factory.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Factory.Publisher.Tests.Slack;

/// <summary>A workspace of the emulator's with people and the factory in it, and what answers there.</summary>
internal sealed class SlackFixture : IAsyncDisposable
{
    public const string Team = "default";
    private const string BotToken = "xoxb-for-tests-only";
    private const string HumanToken = "xoxp-for-tests-only";

    private static readonly string[] All = ["chat:write", "channels:read", "channels:history", "groups:history", "reactions:write", "reactions:read", "files:write", "files:read", "users:read"];

    private readonly Emulator _emulator;
    private readonly HttpClient _http = new();
    private readonly SlackClient _client;
    private readonly NpgsqlDataSource _database;

    private SlackFixture(Emulator emulator, PublisherFiles files, NpgsqlDataSource database)
    {
        (_emulator, _client, _database) = (emulator, new SlackClient(TimeProvider.System), database);
        Blobs = new BlobStore(database, TimeProvider.System);
        var identities = new SlackIdentities(_client, TimeProvider.System);
        var thread = new SlackThread(_client, identities);
        Teller = new SlackTeller(files, _client, identities, thread, new SlackFiles(_client, thread), Blobs);
    }

    public SlackTeller Teller { get; }

    public BlobStore Blobs { get; }

    public string Channel { get; private set; } = "";

    public static async Task<SlackFixture> Start(params string[] lacking)
    {
        var emulator = await Emulator.Start("slack", new
        {
            slack = new
            {
                team = new { name = "Acme", domain = "acme" },
                users = new object[] { new { name = "ann", real_name = "Ann", email = "ann@acme.example" }, new { name = "factory", real_name = "Factory", email = "factory@acme.example" } },
                channels = new[] { new { name = "shop", topic = "The shop" } },
                tokens = new object[]
                {
                    new { token = BotToken, user = "factory", scopes = All.Except(lacking, StringComparer.Ordinal) },
                    new { token = HumanToken, user = "ann", scopes = All },
                },
                strict_scopes = true,
            },
        });
        var folder = TestServers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), BotToken);
        var file = Path.Combine(folder, "factory.publisher.yaml");
        await File.WriteAllTextAsync(file, $"chats:\n  slack:\n    kind: slack\n    api: {emulator.Address.AbsoluteUri}api\n    tokenFile: {folder}/token\n    teams: [{Team}]\n");
        var database = NpgsqlDataSource.Create(await TestServers.Database());
        await new SchemaMigrator(database, SchemaMigrator.OfHistory).Migrate();
        var fixture = new SlackFixture(emulator, new PublisherFiles(() => file, TimeProvider.System, NullLogger<PublisherFiles>.Instance), database);
        var channels = await fixture.Call("conversations.list", new { });
        fixture.Channel = channels.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == "shop").GetProperty("id").GetString()!;
        return fixture;
    }

    /// <summary>As Ann, unless another token is given.</summary>
    public async Task<JsonElement> Call(string method, object arguments, string token = HumanToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator.Address, $"api/{method}")) { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> CallAsBot(string method, object arguments) => Call(method, arguments, BotToken);

    /// <summary>Ann says something; gives the id of her message.</summary>
    public async Task<string> Say(string text) => (await Call("chat.postMessage", new { channel = Channel, text })).GetProperty("ts").GetString()!;

    /// <summary>What was answered to it.</summary>
    public async Task<IReadOnlyList<JsonElement>> Answers(string thread)
    {
        var replies = await Call("conversations.replies", new { channel = Channel, ts = thread });
        return [.. replies.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("ts").GetString() != thread)];
    }

    public TellOrigin Telling(string thread, Guid mission, int step, string text, ProgressStage stage = ProgressStage.Working, string team = Team) =>
        new(mission, team, Origin(thread), step, stage, "Totals are wrong", text);

    public Origin Origin(string thread, string? message = null) => new("slack", "U1", Trust.Member) { Chat = new ChatRef("slack", "T0", Channel, thread, message) };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _database.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
