using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Factory.Router.Casting;
using Factory.Router.Protocols;
using Factory.Settings;

namespace Factory.Router.Anthropic;

/// <summary>
/// Anthropic's Messages, by Anthropic's package: its address, headers, version and key handling. Its typed parameters would hold the whole transcript for as long as
/// the model thinks, so the body that goes out is put in by a handler, the package's own extension point (ADR 0031).
/// </summary>
internal sealed class AnthropicEndpoint(CastModel model, ProviderHttp http) : IProviderEndpoint
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    private static readonly HttpRequest<MessageCreateParams> Empty = new() { Method = HttpMethod.Post, Params = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, Nothing) };

    private readonly ClientOptions options = new()
    {
        HttpClient = http.Client,
        BaseUrl = WithoutVersion(model.BaseUrl!),
        ApiKey = model.Key.Reveal(),
        AuthToken = null,

        // Tried again by the router, which knows the fallbacks; and timed by it, too.
        MaxRetries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public IRequestWriter Writer { get; } = new MessagesWriter();

    public IAnswerReader Reader { get; } = new MessagesReader();

    public async Task<ProviderResponse> Send(RequestBody body, bool streams, CancellationToken cancellationToken)
    {
        var handler = new BodyHandler(body);
        var client = new AnthropicClientWithRawResponse(options with { Handlers = [handler] });
        try
        {
            var response = await client.Execute(Empty, cancellationToken);
            return await Wrapped(response.RawMessage, cancellationToken);
        }
        catch (AnthropicIOException error)
        {
            throw new HttpRequestException(error.InnerException?.Message ?? error.Message, error);
        }
        catch (UnsuccessfulAnswer error)
        {
            return await Wrapped(error.Response, cancellationToken);
        }
    }

    private static async Task<ProviderResponse> Wrapped(HttpResponseMessage message, CancellationToken cancellationToken) =>
        new((int)message.StatusCode, name => Header(message, name), await message.Content.ReadAsStreamAsync(cancellationToken), message);

    /// <summary>The package adds the version; people write the address with it, as for other providers.</summary>
    private static string WithoutVersion(Uri url)
    {
        var text = url.AbsoluteUri.TrimEnd('/');
        return text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^"/v1".Length] : text;
    }

    private static string? Header(HttpResponseMessage message, string name) =>
        message.Headers.TryGetValues(name, out var values) || message.Content.Headers.TryGetValues(name, out values) ? values.FirstOrDefault() : null;
}
