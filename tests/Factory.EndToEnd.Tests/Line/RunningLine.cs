using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Factory.Local.DataFolders;
using Factory.Local.Hosting;
using Factory.ScriptedModel;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Line;

/// <summary>All services in this process on a database of their own, seen as people see them: over HTTP. Roles that are named are played by a scripted model.</summary>
internal sealed class RunningLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly LocalFactory _factory;
    private readonly HttpClient _http;

    private RunningLine(LocalFactory factory, ScriptedModelServer model, string dataFolder, string database)
    {
        (_factory, Model, DataFolder, Database) = (factory, model, dataFolder, database);
        _http = Client(ApiToken.Read(dataFolder)!);
    }

    public ScriptedModelServer Model { get; }

    public string DataFolder { get; }

    /// <summary>Connection string of the history.</summary>
    public string Database { get; }

    public static Task<RunningLine> Start(string[]? scripted = null, IReadOnlyDictionary<string, string?>? configuration = null) =>
        Start((model, casting) => (scripted ?? []).ToList().ForEach(role => casting.Model($"scripted-{role}", role).Role(role, $"scripted-{role}")), configuration);

    /// <param name="cast">Writes the models file, and what the models do.</param>
    public static async Task<RunningLine> Start(Action<ScriptedModelServer, ScriptedCasting> cast, IReadOnlyDictionary<string, string?>? configuration = null)
    {
        var model = await ScriptedModelServer.Start();
        var casting = new ScriptedCasting(model);
        cast(model, casting);
        var (folder, database) = (Path.Combine(TestServers.NewFolder(), ".factory"), await TestServers.Database());
        var settings = new Dictionary<string, string?>(casting.Write(), StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            settings[key] = value;
        var factory = await LocalFactory.Start(new LocalOptions { DataFolder = folder, Postgres = database, Configuration = settings }, CancellationToken.None);
        return new RunningLine(factory, model, folder, database);
    }

    /// <summary>A client with another token.</summary>
    public HttpClient Client(string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _factory.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Makes a token of another team.</summary>
    public async Task<string> Token(string team)
    {
        using var answer = await _http.PostAsJsonAsync("tokens", new { team });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Sends a signal; gives the mission's id.</summary>
    public async Task<Guid> Report(BuggyRepository repository, string report = "The total of a cart is negative", string? timeout = null, string? key = null, string? test = null, string? kind = null)
    {
        using var answer = await _http.PostAsJsonAsync("signals", new { repository = repository.Path, report, timeout, idempotencyKey = key, test, kind });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("missionId").GetGuid();
    }

    public async Task<Mission> Ended(Guid missionId) => await Until(missionId, mission => mission.State == "ended");

    public async Task<Mission> Until(Guid missionId, Func<Mission, bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        Mission? last = null;
        while (last is null || !reached(last))
        {
            if (!await Tick(timer, patience.Token))
                throw new TimeoutException($"The mission did not get there in {Patience}: {last}");
            using var answer = await _http.GetAsync($"missions/{missionId}");
            if (answer.IsSuccessStatusCode)
                last = await answer.Content.ReadFromJsonAsync<Mission>();
        }

        return last;
    }

    /// <summary>Waits until something holds that only a look can tell.</summary>
    public static async Task Eventually(Func<bool> holds, Func<string> what)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
        {
            if (!await Tick(timer, patience.Token))
                throw new TimeoutException($"It did not happen in {Patience}: {what()}");
        }
    }

    public async Task Steer(Guid missionId, string verb)
    {
        using var answer = await _http.PostAsync($"missions/{missionId}/{verb}", null);
        Assert.True(answer.IsSuccessStatusCode, $"{verb}: {answer.StatusCode}");
    }

    public Task Say(Guid missionId, string text) => Post($"missions/{missionId}/say", new { text });

    public Task Limit(Guid missionId, object limits) => Post($"missions/{missionId}/limits", limits);

    private async Task Post(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public Task<JsonElement> Get(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    public async Task<IReadOnlyList<string>> Kinds(Guid missionId) =>
        [.. (await Get($"missions/{missionId}/timeline")).EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _factory.DisposeAsync();
        await Model.DisposeAsync();
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>What a person sees of a mission.</summary>
internal sealed record Mission(Guid MissionId, string State, string? Outcome, string? Reason, string? Branch, string? Commit, IReadOnlyList<Seen> OnBase, IReadOnlyList<Seen> OnHead);

internal sealed record Seen(string Assertion, bool Passed, string Commit, string LogHash);
