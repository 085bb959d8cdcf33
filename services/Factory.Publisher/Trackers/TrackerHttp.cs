using System.Net;
using System.Text.Json;
using Factory.Publisher.Outputs;
using Factory.Settings;

namespace Factory.Publisher.Trackers;

/// <summary>Asks trackers. Answers are bounded; redirects are not followed, since a token would go with them.</summary>
internal sealed class TrackerHttp(TimeProvider time) : IDisposable
{
    private const int LargestAnswer = 8 * 1024 * 1024;
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64 };

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

    /// <summary>The answer whatever its status, but for those that pass by themselves.</summary>
    /// <exception cref="AskLater">It asks for patience.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached, is out of order, or answers with what cannot be read.</exception>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Send(TrackerSettings tracker, HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request, ct);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                throw Later(tracker, answer.Headers.RetryAfter is { } said ? said.Delta ?? (said.Date - time.GetUtcNow()) : null);
            if ((int)answer.StatusCode is >= 500 or (>= 300 and < 400))
                throw new HttpRequestException($"The tracker {tracker.Name} answers with status {(int)answer.StatusCode}.", null, answer.StatusCode);
            return (answer.StatusCode, await Read(tracker, answer, ct));
        }
    }

    public AskLater Later(TrackerSettings tracker, TimeSpan? wait)
    {
        var patience = wait is { } said && said > TimeSpan.Zero ? said : UsualPatience;
        return new AskLater(time.GetUtcNow() + (patience < LongestPatience ? patience : LongestPatience), $"The tracker {tracker.Name} asks for patience.");
    }

    /// <exception cref="OutputNotAllowed">It is not there.</exception>
    public static string Reveal(TrackerSettings tracker)
    {
        try
        {
            return tracker.Token.Find().Reveal();
        }
        catch (KeyMissing missing)
        {
            throw new OutputNotAllowed($"The token of the tracker {tracker.Name} is not there: {missing.Message}");
        }
    }

    private static async Task<JsonElement> Read(TrackerSettings tracker, HttpResponseMessage answer, CancellationToken ct)
    {
        var content = await answer.Content.ReadAsByteArrayAsync(ct);
        if (content.Length == 0)
            return default;
        try
        {
            using var document = JsonDocument.Parse(content, Bounded);
            return document.RootElement.Clone();
        }
        catch (JsonException) when (!answer.IsSuccessStatusCode)
        {
            return default;
        }
        catch (JsonException error)
        {
            throw new HttpRequestException($"What the tracker {tracker.Name} answers cannot be read.", error);
        }
    }
}
