using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Factory.Publisher.GitHub.Asking;

namespace Factory.Publisher.Connecting;

/// <summary>Fetches an App that was just made from a manifest, with its secrets: once, within an hour.</summary>
public static class GitHubAppCreation
{
    private const int Largest = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What GitHub sends a browser back with.</summary>
    public static bool IsCode(string? code) => code is { Length: > 0 and <= 200 } && code.All(char.IsAsciiLetterOrDigit);

    /// <param name="api">Where the REST API is, without a final slash.</param>
    /// <param name="handler">For the connection; kept by whoever made it.</param>
    /// <param name="code">As <see cref="IsCode"/> has it.</param>
    /// <exception cref="ConnectionFailed">The forge did not give it.</exception>
    public static async Task<CreatedApp> Fetch(Uri api, HttpMessageHandler handler, string code, CancellationToken ct)
    {
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Patience, MaxResponseContentBufferSize = Largest };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Factory.Services", "1"));
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        try
        {
            using var answer = await client.PostAsync(new Uri($"{api.AbsoluteUri.TrimEnd('/')}/app-manifests/{code}/conversions"), null, ct);
            var body = await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.StatusCode == HttpStatusCode.Created ? Read(body) : throw Refused(answer.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectionFailed($"The forge at {api.Authority} could not be reached, and the App is made already. Try again with --code {code} within an hour.", error);
        }
    }

    private static ConnectionFailed Refused(HttpStatusCode status) => status == HttpStatusCode.NotFound
        ? new ConnectionFailed("The forge does not know the code: it holds once and for an hour. Delete the App that was made, and connect again.")
        : new ConnectionFailed(string.Create(CultureInfo.InvariantCulture, $"The forge answered {(int)status} where it should give the App that was made."));

    private static CreatedApp Read(byte[] body)
    {
        try
        {
            var app = JsonSerializer.Deserialize<App>(body, GitHubJson.Options)!;
            return new CreatedApp(app.Id.ToString(CultureInfo.InvariantCulture), app.Slug, new Uri(app.HtmlUrl), app.Pem, app.WebhookSecret);
        }
        catch (Exception error) when (error is JsonException or UriFormatException or NullReferenceException)
        {
            // What it says holds secrets: nothing of it is repeated.
            throw new ConnectionFailed("The forge's answer could not be read: it is not what GitHub's description promises.");
        }
    }

    private sealed record App(long Id, string Slug, string HtmlUrl, string Pem, string? WebhookSecret = null);
}
