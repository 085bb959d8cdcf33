using System.Net.Http.Headers;
using Factory.Router.Gateway.Translating;
using Yarp.ReverseProxy.Forwarder;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>
/// One model asked for one call. Only headers that are named here pass, in either direction; an answer that is an error is kept, so that another model can
/// be asked before the caller has seen anything.
/// </summary>
internal sealed class Attempt(Upstream upstream, long? contentLength, Translation? translation) : HttpTransformer
{
    private const int LongestError = 64 * 1024;

    private const string Beta = "anthropic-beta";

    private static readonly string[] OfRequest = ["Accept", "anthropic-version", "openai-beta"];

    /// <summary>What of Anthropic's betas changes neither a price nor where something runs; their names end with a date.</summary>
    private static readonly string[] HarmlessBetas =
    [
        "claude-code-", "interleaved-thinking-", "fine-grained-tool-streaming-", "token-efficient-tools-", "prompt-caching-", "extended-cache-ttl-", "output-128k-", "computer-use-",
        "context-management-", "structured-outputs-", "effort-", "pdfs-",
    ];

    private static readonly string[] OfResponse = ["Content-Type", "Content-Length", "Content-Encoding", "Cache-Control", "x-request-id", "request-id"];

    public Upstream Upstream => upstream;

    /// <summary>Whether its answer has begun.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>What it said in place of an answer; null where it answered.</summary>
    public ProviderError? Error { get; private set; }

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = upstream.Address;
        proxyRequest.Content!.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        proxyRequest.Content.Headers.ContentLength = contentLength;
        if (translation is null)
        {
            foreach (var name in OfRequest)
            {
                if (httpContext.Request.Headers.TryGetValue(name, out var values))
                {
                    proxyRequest.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
                }
            }
        }

        if (translation is null && Betas(httpContext.Request.Headers[Beta].ToString()) is { Length: > 0 } betas)
        {
            proxyRequest.Headers.TryAddWithoutValidation(Beta, betas);
        }

        upstream.Authorize(proxyRequest);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return false;
        }

        if (!proxyResponse.IsSuccessStatusCode)
        {
            Error = await ReadError(proxyResponse, cancellationToken);
            return false;
        }

        HasAnswered = true;
        httpContext.Response.StatusCode = (int)proxyResponse.StatusCode;
        if (translation is { } translating)
        {
            translating.Begin(httpContext.Response, proxyResponse.Content.Headers.ContentType?.MediaType == "text/event-stream");
            return true;
        }

        Copy(proxyResponse.Headers, httpContext.Response.Headers);
        Copy(proxyResponse.Content.Headers, httpContext.Response.Headers);
        httpContext.Response.Headers["x-factory-model"] = upstream.Model.Name;
        return true;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>YARP itself ends the caller's connection where the answer broke off in the middle, so that half of it does not look whole.</summary>
    public bool ProviderBrokeOff(ForwarderError error) => HasAnswered && error is ForwarderError.ResponseBodyDestination;

    private static string Betas(string asked) => asked.Length == 0 ? "" : string.Join(',', asked
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(beta => Array.Exists(HarmlessBetas, harmless => beta.StartsWith(harmless, StringComparison.Ordinal))));

    private static void Copy(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (Array.Exists(OfResponse, allowed => allowed.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                to[name] = values.Count == 1 ? values.ToString() : values.ToArray();
            }
        }
    }

    private static async Task<ProviderError> ReadError(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[LongestError];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return new ProviderError((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), bytes.AsMemory(0, length), response.Headers.RetryAfter);
    }
}
