using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Factory.Router.Casting;
using Factory.Router.Models;

namespace Factory.Router.OpenAi;

/// <summary>Turns what a provider answers instead of an answer into a <see cref="ModelFailure"/>.</summary>
internal static partial class ProviderErrors
{
    private const int ReadAtMost = 8 * 1024;
    private const int ShownAtMost = 300;

    public static async Task<ModelFailure> Read(CastModel model, PipelineResponse response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var said = await Said(model, response, cancellationToken);
        var status = response.Status;
        return status switch
        {
            // The body may quote the key.
            401 or 403 => new ModelFailure(FailureKind.Authentication, $"{status}: {model.BaseUrl} does not accept the key, or not for {model.Model}. Check ApiKeyFile or ApiKeyEnvironment of this model."),
            404 => new ModelFailure(FailureKind.NotFound, $"404: {model.BaseUrl} does not know {model.Model}. Check BaseUrl and Model. {said}"),
            429 when said.Contains("insufficient_quota", StringComparison.Ordinal) => new ModelFailure(FailureKind.Authentication, $"429: the account at {model.BaseUrl} has no quota left. {said}"),
            429 => new ModelFailure(FailureKind.RateLimited, $"429 from {model.BaseUrl}. {said}", RetryAfter(response, now)),
            408 or >= 500 => new ModelFailure(FailureKind.Overloaded, $"{status} from {model.BaseUrl}. {said}", RetryAfter(response, now)),
            400 or 413 when said.Contains("context_length_exceeded", StringComparison.Ordinal) => new ModelFailure(FailureKind.ContextTooLong, $"{status} from {model.BaseUrl}. {said}"),
            _ => new ModelFailure(FailureKind.BadRequest, $"{status} from {model.BaseUrl}. {said}"),
        };
    }

    private static async Task<string> Said(CastModel model, PipelineResponse response, CancellationToken cancellationToken)
    {
        if (response.ContentStream is not { } body)
        {
            return "";
        }

        var bytes = new byte[ReadAtMost];
        var length = await body.ReadAtLeastAsync(bytes, ReadAtMost, throwOnEndOfStream: false, cancellationToken);
        var text = model.Key.Redact(Encoding.UTF8.GetString(bytes.AsSpan(0, length)));
        var line = Unprintable().Replace(KeyLike().Replace(text, ApiKey.Placeholder), " ").Trim();
        return line.Length <= ShownAtMost ? line : $"{line[..ShownAtMost]}…";
    }

    private static TimeSpan? RetryAfter(PipelineResponse response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var value) || !RetryConditionHeaderValue.TryParse(value, out var parsed))
        {
            return null;
        }

        var wait = parsed.Delta ?? parsed.Date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    [GeneratedRegex(@"\b(sk|rk|pk|key|gsk|xai)-[A-Za-z0-9*_\-]{4,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"[\p{C}\s]+", RegexOptions.None, 1000)]
    private static partial Regex Unprintable();
}
