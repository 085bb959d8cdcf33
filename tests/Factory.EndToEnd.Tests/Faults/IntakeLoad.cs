using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Signed deliveries of GitHub from many at once. Every second asks for work.</summary>
internal sealed class IntakeLoad(Uri intake, string secret) : IDisposable
{
    private const int Connections = 16;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections }) { BaseAddress = intake };
    private readonly ConcurrentDictionary<string, Guid> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<HttpStatusCode> _refused = new();
    private int _number;

    /// <summary>What was answered with 202: GitHub's id, and ours.</summary>
    public IReadOnlyDictionary<string, Guid> Answered => _answered;

    /// <summary>What else was answered.</summary>
    public IReadOnlyCollection<HttpStatusCode> Refused => _refused;

    /// <summary>Sends until nobody is there any more.</summary>
    public Task UntilNobodyAnswers() => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
    {
        try
        {
            while (true)
                await Send();
        }
        catch (HttpRequestException)
        {
            // Gone.
        }
    })));

    public void Dispose() => _http.Dispose();

    private async Task Send()
    {
        var number = Interlocked.Increment(ref _number);
        var id = string.Create(CultureInfo.InvariantCulture, $"load-{number}");
        var body = Body(number);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("hooks/github", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", id);
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}");
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.Accepted)
            _answered[id] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deliveryId").GetGuid();
        else
            _refused.Enqueue(answer.StatusCode);
    }

    private static byte[] Body(int number) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        action = number % 2 == 0 ? "labeled" : "edited",
        label = new { name = "factory" },
        sender = new { login = "bob" },
        issue = new
        {
            number,
            title = "Orders of exactly 50 pay for shipping",
            body = new string('x', 10_000),
            html_url = $"https://github.com/acme/shop/issues/{number}",
            author_association = "MEMBER",
            user = new { login = "ann" },
            labels = new[] { new { name = "factory" } },
        },
        repository = new { full_name = "acme/shop" },
    });
}
