using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Publisher.Outputs;
using Factory.Settings;

namespace Factory.Publisher.Slack;

/// <summary>Calls methods of Slack's Web API. Answers are bounded; redirects are not followed, since a token would go with them.</summary>
internal sealed class SlackClient(TimeProvider time) : IDisposable
{
    private const int LargestAnswer = 8 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 64 };

    private readonly SlackPace _pace = new(time);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // What is sent as a server closes an idle connection is lost, and cannot be sent again unseen.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>For methods that take JSON.</summary>
    /// <exception cref="SlackRefused">Slack refuses it.</exception>
    /// <exception cref="AskLater">Slack asks for patience.</exception>
    /// <exception cref="HttpRequestException">Slack cannot be reached, or is out of order.</exception>
    public Task<T> Post<T>(ChatSettings chat, string method, JsonObject arguments, CancellationToken ct)
        where T : SlackAnswer =>
        Call<T>(chat, chat.Token, method, JsonContent.Create(arguments, new MediaTypeHeaderValue("application/json", "utf-8"), Json), ct);

    /// <summary>For methods that take a form only.</summary>
    /// <exception cref="SlackRefused">As of <see cref="Post"/>, like the others.</exception>
    /// <exception cref="AskLater">Slack asks for patience.</exception>
    public Task<T> Ask<T>(ChatSettings chat, string method, IReadOnlyDictionary<string, string> arguments, CancellationToken ct)
        where T : SlackAnswer =>
        Call<T>(chat, chat.Token, method, new FormUrlEncodedContent(arguments), ct);

    /// <summary>Where a socket is to be opened; asked with the app's token.</summary>
    public Task<SlackConnection> Connect(ChatSettings chat, KeySource token, CancellationToken ct) =>
        Call<SlackConnection>(chat, token, "apps.connections.open", new FormUrlEncodedContent([]), ct);

    /// <summary>Sends a file's bytes where Slack said. No token goes there.</summary>
    /// <exception cref="HttpRequestException">They were not taken.</exception>
    public async Task Upload(Uri address, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        using var body = new ReadOnlyMemoryContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await _http.PostAsync(address, body, ct);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"Slack did not take a file: status {(int)answer.StatusCode}.", null, answer.StatusCode);
    }

    private async Task<T> Call<T>(ChatSettings chat, KeySource token, string method, HttpContent content, CancellationToken ct)
        where T : SlackAnswer
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{chat.Api.AbsoluteUri.TrimEnd('/')}/{method}") { Content = content };
        if (_pace.Wait(chat.Name, method) is { } until)
            throw Later(until, chat, method);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Reveal(token, chat));
        using var answer = await _http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            throw Later(_pace.Hold(chat.Name, method, RetryAfter(answer)), chat, method);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"Slack answers {method} with status {(int)answer.StatusCode}.", null, answer.StatusCode);
        return Checked(chat, method, await Read<T>(answer, method, ct));
    }

    private T Checked<T>(ChatSettings chat, string method, T answer)
        where T : SlackAnswer
    {
        if (answer.Ok)
            return answer;
        var error = answer.Error ?? "";
        if (SlackRefused.IsTooMuch(error))
            throw Later(_pace.Hold(chat.Name, method, null), chat, method);
        throw SlackRefused.Passes(error) ? new HttpRequestException($"Slack is out of order: {method} gives {error}.") : SlackRefused.Of(chat.Name, method, answer);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, string method, CancellationToken ct)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new HttpRequestException($"What Slack answers {method} with cannot be read.", error);
        }
    }

    private static string Reveal(KeySource token, ChatSettings chat)
    {
        try
        {
            return token.Find().Reveal();
        }
        catch (KeyMissing missing)
        {
            throw new SlackRefused("not_authed", $"The token of the chat {chat.Name} is not there: {missing.Message}");
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is not { } said ? null : said.Delta ?? (said.Date is { } date ? date - time.GetUtcNow() : null);

    private static AskLater Later(DateTimeOffset until, ChatSettings chat, string method) => new(until, $"Slack asks for patience with {method} in the chat {chat.Name}.");
}
