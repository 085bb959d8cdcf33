using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Polly;
using Polly.Retry;

namespace Factory.Publisher.GitHub.Asking;

/// <summary>
/// Asks one forge. Answers are bounded, limits of requests are kept to, redirects lead to the same host or nowhere, and what is repeatable is tried again when the
/// forge is away for a moment. What is not repeatable is left to the work, which looks first whether it happened.
/// </summary>
internal sealed class GitHubConnection : IDisposable
{
    private const int Attempts = 4;
    private const int MostRedirects = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Uri _api;
    private readonly HttpClient _client;
    private readonly RateLimits _limits;
    private readonly AnswerCache _cache = new();
    private readonly ResiliencePipeline _again;

    // GitHub asks for one write after another.
    private readonly SemaphoreSlim _writing = new(1);

    /// <param name="handler">Disposed of with this.</param>
    public GitHubConnection(Uri api, HttpMessageHandler handler, TimeProvider time, RateLimits limits)
    {
        (_api, _limits) = (api, limits);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Factory.Services", "1"));
        _again = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<GitHubAway>(),
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Asks, and gives every answer that is no limit and no fault of the forge's; also refusals.</summary>
    /// <param name="budget">Whose limit of requests it is taken from.</param>
    /// <exception cref="AskLater">The limit of requests is reached.</exception>
    /// <exception cref="GitHubAway">The forge cannot be asked now; a request that is not repeatable may have had its effect.</exception>
    public async Task<GitHubAnswer> Ask(GitHubRequest request, string bearer, string budget, CancellationToken ct)
    {
        if (request.IsRepeatable && request.Method == HttpMethod.Get)
            return await _again.ExecuteAsync(async token => await Once(request, bearer, budget, token), ct);
        await _writing.WaitAsync(ct);
        try
        {
            return request.IsRepeatable ? await _again.ExecuteAsync(async token => await Once(request, bearer, budget, token), ct) : await Once(request, bearer, budget, ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Where a download lies: asked for with the token, fetched from elsewhere without it.</summary>
    /// <returns>The end of it; null where there is none.</returns>
    public async Task<(byte[] Tail, bool Cut)?> Download(string path, string bearer, string budget, int kept, long most, CancellationToken ct)
    {
        _limits.Check(budget);
        using var patience = Patiently(Patience * 4, ct);
        try
        {
            using var asked = await Send(Message(new GitHubRequest(HttpMethod.Get, path), new Uri(_api.AbsoluteUri.TrimEnd('/') + path), bearer), patience.Token);
            if (asked.IsSuccessStatusCode)
                return await BoundedBody.Tail(asked.Content, kept, most, patience.Token);
            if (asked.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                return null;
            if (asked.Headers.Location is not { } location)
                throw Refusal(new GitHubRequest(HttpMethod.Get, path), budget, asked, await BoundedBody.Read(asked.Content, GitHubRequest.DefaultLargest, patience.Token));
            using var found = await Send(new HttpRequestMessage(HttpMethod.Get, Elsewhere(new Uri(asked.RequestMessage!.RequestUri!, location))), patience.Token);
            return found.IsSuccessStatusCode ? await BoundedBody.Tail(found.Content, kept, most, patience.Token)
                : found.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? null
                : throw new GitHubAway($"Where the forge keeps it answered {(int)found.StatusCode}.");
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new GitHubAway("The forge did not send it in time.", error);
        }
        catch (IOException error)
        {
            throw new GitHubAway("The connection to the forge broke.", error);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _writing.Dispose();
    }

    private async Task<GitHubAnswer> Once(GitHubRequest request, string bearer, string budget, CancellationToken ct)
    {
        _limits.Check($"{budget}/{request.Budget}");
        using var patience = Patiently(Patience, ct);
        try
        {
            return await Exchange(request, bearer, $"{budget}/{request.Budget}", patience.Token);
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new GitHubAway($"The forge did not answer within {Patience.TotalSeconds:0} seconds.", error);
        }
        catch (IOException error)
        {
            throw new GitHubAway("The connection to the forge broke.", error);
        }
    }

    private async Task<GitHubAnswer> Exchange(GitHubRequest request, string bearer, string budget, CancellationToken ct)
    {
        var address = new Uri(_api.AbsoluteUri.TrimEnd('/') + request.Path);
        var key = $"{budget} {address.AbsoluteUri}";
        var known = request.Method == HttpMethod.Get ? _cache.Find(key) : null;
        for (var redirects = 0; ; redirects++)
        {
            var message = Message(request, address, bearer);
            if (known?.ETag is { } etag)
                message.Headers.TryAddWithoutValidation("If-None-Match", etag);
            using var answer = await Send(message, ct);
            if (Redirect(request, address, answer) is { } next && redirects < MostRedirects)
            {
                address = next;
                continue;
            }

            var read = answer.StatusCode == HttpStatusCode.NotModified ? [] : await BoundedBody.Read(answer.Content, request.Largest, ct);
            _limits.See(budget, answer, read);
            if (answer.StatusCode == HttpStatusCode.NotModified && known is not null)
                return known;
            if ((int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.RequestTimeout)
                throw new GitHubAway($"{request.Method} {request.Path.Split('?')[0]}: the forge answered {(int)answer.StatusCode}.");
            var result = new GitHubAnswer(answer.StatusCode, read, LinkHeader.Next(Header(answer, "Link"), _api), answer.Headers.ETag?.ToString());
            if (request.Method == HttpMethod.Get && answer.StatusCode == HttpStatusCode.OK)
                _cache.Keep(key, result);
            return result;
        }
    }

    private HttpRequestMessage Message(GitHubRequest request, Uri address, string bearer)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        message.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request.Body, request.Body.GetType(), GitHubJson.Options));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage message, CancellationToken ct)
    {
        try
        {
            using (message)
                return await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new GitHubAway(
                $"{_api.Authority} could not prove over TLS that it is {_api.Host}. Where its certificate is of your own authority, name the file with that authority's certificate as 'ca' of the forge in {PublisherFilePath.DefaultName}; "
                + "where 'ca' is there, see that it is the authority that signed, and that the certificate is for this name and has not ended.",
                error);
        }
        catch (HttpRequestException error)
        {
            // Only the kind of error: what is inside may quote what the other side sent.
            throw new GitHubAway($"The forge at {_api.Authority} could not be reached: {error.HttpRequestError}.", error);
        }
    }

    /// <summary>A list that moved is read where it is now, on the same host. What writes never follows: the repository may have moved out of what is allowed.</summary>
    private static Uri? Redirect(GitHubRequest request, Uri address, HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            return null;
        var target = answer.Headers.Location is { } location ? new Uri(address, location) : null;
        return request.Method == HttpMethod.Get && target is not null && target.Scheme == address.Scheme && target.Authority == address.Authority
            ? target
            : throw new GitHubRefused(answer.StatusCode, $"{request.Method} {request.Path.Split('?')[0]}", "it was redirected, which is followed on the same host only, and never for what writes. If the repository was renamed or moved, write its new name into the settings");
    }

    private Uri Elsewhere(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == _api.Scheme && address.Host == _api.Host)
            ? address
            : throw new GitHubRefused(HttpStatusCode.Found, "a download", "it leads to an address without https");

    private Exception Refusal(GitHubRequest request, string budget, HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        _limits.See(budget, answer, body);
        return (int)answer.StatusCode >= 500 ? new GitHubAway($"The forge answered {(int)answer.StatusCode}.") : GitHubRefused.From(answer.StatusCode, request.Method, request.Path, body);
    }

    private static CancellationTokenSource Patiently(TimeSpan patience, CancellationToken ct)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        source.CancelAfter(patience);
        return source;
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
