using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Settings;
using Factory.Workspaces.Scanning;

namespace Factory.Router.Protocols;

/// <summary>Turns what a provider answers instead of an answer into a <see cref="ModelFailure"/>.</summary>
internal static partial class ProviderErrors
{
    private const int ReadAtMost = 8 * 1024;
    private const int ShownAtMost = 300;

    /// <summary>An answer with an error status.</summary>
    public static async Task<ModelFailure> Read(CastModel model, ProviderResponse response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = await Body(response, cancellationToken);
        return Failure(model, response.Status, CodeOf(body), body, RateLimits.Wait(response.Header, now));
    }

    /// <summary>An error within an answer that had begun well.</summary>
    /// <param name="spent">What was read and written until then.</param>
    public static ModelFailure In(CastModel model, ProviderError error, Usage? spent) => Failure(model, error.Status, error.Code, error.Message, null, spent);

    private static ModelFailure Failure(CastModel model, int? status, string code, string body, TimeSpan? wait, Usage? spent = null)
    {
        var said = Shown(model.Key, body);
        var from = $"{(status is { } number ? $"{number}" : "error")} from {model.BaseUrl}";
        return Kind(status, code, body) switch
        {
            // The body may quote the key.
            FailureKind.Authentication when status is 401 or 403 =>
                new ModelFailure(FailureKind.Authentication, $"{status}: {model.BaseUrl} does not accept the key, or not for {model.Model}. Check ApiKeyFile or ApiKeyEnvironment of this model.") { Spent = spent },
            FailureKind.Authentication => new ModelFailure(FailureKind.Authentication, $"{from}: the account has no quota left, or no right to this. {said}") { Spent = spent },
            FailureKind.NotFound => new ModelFailure(FailureKind.NotFound, $"{from}: it does not know {model.Model}. Check BaseUrl and Model. {said}") { Spent = spent },
            FailureKind.ContextTooLong => new ModelFailure(FailureKind.ContextTooLong, $"{from}: the transcript does not fit into {model.Model}. {said}") { Spent = spent },
            var kind => new ModelFailure(kind, $"{from}. {said}", kind is FailureKind.RateLimited or FailureKind.Overloaded ? wait : null) { Spent = spent },
        };
    }

    /// <summary>The code says more than the status, and of some the message more than the code: not all who are compatible have codes.</summary>
    private static FailureKind Kind(int? status, string code, string body) =>
        Means(code, "insufficient_quota", "billing_error", "billing_hard_limit_reached", "insufficient_balance") || status == 402 ? FailureKind.Authentication
        : Means(code, "context_length_exceeded", "exceed_context_size_error", "request_too_large") || TooLong().IsMatch(body) ? FailureKind.ContextTooLong
        : Means(code, "content_filter", "content_policy_violation", "invalid_prompt", "bio_policy", "cyber_policy", "ResponsibleAIPolicyViolation") ? FailureKind.Refused
        : status is 401 || Means(code, "authentication_error", "invalid_api_key") ? FailureKind.Authentication
        : status is 403 && Moderated().IsMatch(body) ? FailureKind.Refused
        : status is 403 || Means(code, "permission_error") ? FailureKind.Authentication
        : status is 404 || Means(code, "not_found_error", "model_not_found", "DeploymentNotFound") ? FailureKind.NotFound
        : status is 429 || Means(code, "rate_limit_error", "rate_limit_exceeded", "tokens", "requests") ? FailureKind.RateLimited
        : status is 408 or 504 || Means(code, "timeout_error") ? FailureKind.Overloaded
        : status is 413 ? FailureKind.ContextTooLong
        : status is >= 500 or 409 || Means(code, "overloaded_error", "api_error", "server_error", "internal_error", "internal_server_error") ? FailureKind.Overloaded
        : status is null ? FailureKind.Broken
        : FailureKind.BadRequest;

    private static bool Means(string codes, params ReadOnlySpan<string> known)
    {
        foreach (var code in codes.Split(' '))
        {
            if (known.Contains(code))
                return true;
        }

        return false;
    }

    private static async Task<string> Body(ProviderResponse response, CancellationToken cancellationToken)
    {
        var bytes = new byte[ReadAtMost];
        var length = await response.Body.ReadAtLeastAsync(bytes, ReadAtMost, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
    }

    private static string CodeOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.Object("error");
            var inner = error.Object("innererror");
            return string.Join(' ', new[] { error.Text("code"), error.Text("type"), inner.Text("code"), document.RootElement.Text("code"), document.RootElement.Text("type") }.OfType<string>());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>What a provider said, for people and logs: shortened, without the key, what looks like one and secrets of the text that it quotes, on one line.</summary>
    public static string Shown(ApiKey key, string body)
    {
        var line = Unprintable().Replace(KeyLike().Replace(Redaction.Of(key.Redact(body)), ApiKey.Placeholder), " ").Trim();
        return line.Length <= ShownAtMost ? line : $"{line[..ShownAtMost]}…";
    }

    [GeneratedRegex(@"\b(sk|rk|pk|key|gsk|xai)-[A-Za-z0-9*_\-]{4,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"[\p{C}\s]+", RegexOptions.None, 1000)]
    private static partial Regex Unprintable();

    [GeneratedRegex("prompt is too long|maximum context length|exceeds? the (available )?context|context (window|length|size)[^.]{0,40}exceed|input is too long", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TooLong();

    [GeneratedRegex("moderation|flagged", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Moderated();
}
