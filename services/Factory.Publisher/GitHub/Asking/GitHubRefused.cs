using System.Net;
using System.Text.Json;
using Factory.History;

namespace Factory.Publisher.GitHub.Asking;

/// <summary>The forge refused a request; asking again would not change that.</summary>
internal sealed class GitHubRefused(HttpStatusCode status, string what, string said) : Exception($"{what} was refused by the forge ({(int)status}): {said}")
{
    private const int LongestSaid = 300;

    public HttpStatusCode Status => status;

    /// <summary>The forge's own words; untrusted, one line.</summary>
    public string Said => said;

    public static GitHubRefused From(HttpStatusCode status, HttpMethod method, string path, ReadOnlySpan<byte> body) =>
        new(status, $"{method} {path.Split('?')[0]}", OneLine.Of(Words(body), LongestSaid) is { Length: > 0 } words ? words : "no reason given");

    private static string Words(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("message", out var message) ? ""
                : document.RootElement.TryGetProperty("errors", out var errors) ? $"{message} {errors.GetRawText()}"
                : message.ToString();
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
