using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Factory.Cli.Output;
using Factory.Local.DataFolders;
using Factory.MissionControl.Timelines;

namespace Factory.Cli.Connecting;

/// <summary>Talks to a running factory: signals to SignalIntake, what is about models to the router, everything else to MissionControl.</summary>
internal sealed class FactoryClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly RunningFactory _factory;

    public FactoryClient(RunningFactory factory, string token)
    {
        _factory = factory;
        // Never through a proxy: the token is for this machine.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The factory that is up on the data folder.</summary>
    /// <exception cref="NotRunning">None is.</exception>
    public static FactoryClient Connect(string dataFolder) => TryConnect(dataFolder)
        ?? throw new NotRunning($"No factory is up on {dataFolder}. Start one with './factory up', or name another folder with --data-folder.");

    /// <summary>The same, or null when none is up.</summary>
    public static FactoryClient? TryConnect(string dataFolder)
    {
        var factory = new RunFile(dataFolder).Read();
        return factory is not null && ApiToken.Read(dataFolder) is { } token ? new FactoryClient(factory, token) : null;
    }

    public Task<TAnswer> SendSignal<TSignal, TAnswer>(TSignal signal, CancellationToken ct) =>
        Ask<TAnswer>(HttpMethod.Post, new Uri(_factory.SignalIntake, "signals"), JsonContent.Create(signal, options: OutputJson.Options), ct);

    public Task<TAnswer> GetSignal<TAnswer>(Guid signalId, CancellationToken ct) =>
        Ask<TAnswer>(HttpMethod.Get, new Uri(_factory.SignalIntake, $"signals/{signalId}"), null, ct);

    public Task<TAnswer> GetIntake<TAnswer>(string path, CancellationToken ct) => Ask<TAnswer>(HttpMethod.Get, new Uri(_factory.SignalIntake, path), null, ct);

    public async Task PostIntake(string path, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, new Uri(_factory.SignalIntake, path), null, HttpCompletionOption.ResponseContentRead, ct);
    }

    public Task<TAnswer> Get<TAnswer>(string path, CancellationToken ct) => Ask<TAnswer>(HttpMethod.Get, new Uri(_factory.MissionControl, path), null, ct);

    public Task<TAnswer> GetRouter<TAnswer>(string path, CancellationToken ct) => Ask<TAnswer>(HttpMethod.Get, new Uri(_factory.Router ?? _factory.MissionControl, path), null, ct);

    public async Task Post(string path, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, new Uri(_factory.MissionControl, path), null, HttpCompletionOption.ResponseContentRead, ct);
    }

    public Task<TAnswer> Post<TBody, TAnswer>(string path, TBody body, CancellationToken ct) =>
        Ask<TAnswer>(HttpMethod.Post, new Uri(_factory.MissionControl, path), JsonContent.Create(body, options: OutputJson.Options), ct);

    public Task<TAnswer> Delete<TAnswer>(string path, CancellationToken ct) => Ask<TAnswer>(HttpMethod.Delete, new Uri(_factory.MissionControl, path), null, ct);

    public Task<TAnswer> Upload<TAnswer>(string path, Stream content, CancellationToken ct) =>
        Ask<TAnswer>(HttpMethod.Post, new Uri(_factory.MissionControl, path), new StreamContent(content), ct);

    public async Task Download(string path, Stream to, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Get, new Uri(_factory.MissionControl, path), null, HttpCompletionOption.ResponseHeadersRead, ct);
        try
        {
            await answer.Content.CopyToAsync(to, ct);
        }
        catch (HttpRequestException error)
        {
            throw new NotRunning($"The factory at {_factory.MissionControl} (process {_factory.Pid}) broke off its answer: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    /// <summary>What happens in a mission, from after an entry on; ends when the mission has.</summary>
    public async IAsyncEnumerable<TimelineEntry> Events(Guid missionId, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_factory.MissionControl, $"missions/{missionId}/events"));
        request.Headers.Add("Last-Event-ID", $"{after}");
        await foreach (var entry in Stream<TimelineEntry>(request, ct))
            yield return entry;
    }

    /// <summary>Asks for something that takes its time; gives how far it is until it is done.</summary>
    public async IAsyncEnumerable<TStep> Steps<TStep>(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_factory.MissionControl, path));
        await foreach (var step in Stream<TStep>(request, ct))
            yield return step;
    }

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<TItem> Stream<TItem>(HttpRequestMessage request, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await Send(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<TItem>(data, OutputJson.Options));
        await foreach (var item in parser.EnumerateAsync(ct))
        {
            if (item.Data is { } read)
                yield return read;
        }
    }

    private async Task<TAnswer> Ask<TAnswer>(HttpMethod method, Uri address, HttpContent? content, CancellationToken ct)
    {
        using var answer = await Send(method, address, content, HttpCompletionOption.ResponseContentRead, ct);
        return await answer.Content.ReadFromJsonAsync<TAnswer>(OutputJson.Options, ct) ?? throw new NotRunning($"{address} answered nothing.");
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, Uri address, HttpContent? content, HttpCompletionOption completion, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        return await Send(request, completion, ct);
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken ct)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, completion, ct);
        }
        // Where the other side is killed while a connection is being made, the socket's own exception comes through.
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            throw new NotRunning($"The factory at {request.RequestUri!.GetLeftPart(UriPartial.Authority)} (process {_factory.Pid}) does not answer: {error.Message}", error);
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new RequestRefused(answer.StatusCode, await Reason(answer, ct));
    }

    private static async Task<string> Reason(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<Problem>(OutputJson.Options, ct);
            return problem?.Title is null ? $"{(int)answer.StatusCode} {answer.ReasonPhrase}" : $"{problem.Title}: {problem.Detail}";
        }
        catch (JsonException)
        {
            return $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
    }

    private sealed record Problem(string? Title, string? Detail);
}
