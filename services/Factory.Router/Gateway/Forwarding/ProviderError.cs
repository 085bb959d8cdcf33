using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Factory.Router.Casting;
using Factory.Router.Protocols;
using Factory.Settings;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>What a provider answered in place of an answer.</summary>
internal sealed record ProviderError(int Status, string? ContentType, ReadOnlyMemory<byte> Body, RetryConditionHeaderValue? RetryAfter)
{
    /// <summary>Another model may do better: the provider cannot now, or does not accept the router. What it says of the request itself is the caller's to hear.</summary>
    public bool MayFallBack => Status is 401 or 403 or 404 or 408 or 429 or >= 500 or < 400;

    /// <summary>It concerns the router's own key, model or address, and not the caller's request.</summary>
    public bool IsOurs => Status is 401 or 403 or 404 or < 400;

    /// <summary>The provider's words, shortened, on one line and without what terminals and logs obey.</summary>
    public string Said(ApiKey key) => ProviderErrors.Shown(key, Words());

    private string Words()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error))
            {
                return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Then it is text, for example of a proxy between.
        }

        return Encoding.UTF8.GetString(Body.Span);
    }
}
