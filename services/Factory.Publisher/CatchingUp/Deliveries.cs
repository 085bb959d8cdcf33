using System.Globalization;
using System.Net;
using System.Text.Json;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.CatchingUp;

/// <param name="Id">The forge's id of this attempt.</param>
/// <param name="Guid">The delivery's, the same for each attempt.</param>
internal sealed record HookDelivery(long Id, string Guid, DateTimeOffset DeliveredAt, int StatusCode, string Event);

internal sealed record HookDeliveryBody(HookRequest Request);

internal sealed record HookRequest(JsonElement Payload);

/// <summary>The deliveries that a forge made, or tried to make: of the App's webhook, or of one repository's.</summary>
/// <param name="Name">By which its position is kept.</param>
internal sealed record Hook(string Name, Func<string, CancellationToken, Task<GitHubAnswer>> Get)
{
    private const int MostPages = 100;

    public static Hook OfApp(GitHubForge forge) => new($"{forge.Settings.Name}/app", (path, ct) => forge.AskAsApp(new GitHubRequest(HttpMethod.Get, $"/app/hook{path}"), ct));

    public static Hook Of(GitHubRepository repository, long id) => new(
        string.Create(CultureInfo.InvariantCulture, $"{repository.Forge.Settings.Name}/{repository.FullName}/{id}"),
        (path, ct) => repository.Ask(GitHubRights.Hooks, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/hooks/{id}{path}"), null, ct));

    /// <summary>Newest first, back to a time; at most ten thousand.</summary>
    public async Task<(IReadOnlyList<HookDelivery> Found, bool IsCut)> Since(DateTimeOffset since, CancellationToken ct)
    {
        var found = new List<HookDelivery>();
        var path = "/deliveries?per_page=100";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = GitHubRepository.Succeeded(await Get(path, ct), HttpMethod.Get, path);
            var deliveries = answer.Read<IReadOnlyList<HookDelivery>>();
            found.AddRange(deliveries.Where(delivery => delivery.DeliveredAt > since));
            if (answer.Next is not { } next || deliveries.Count == 0 || deliveries[^1].DeliveredAt <= since || next.LastIndexOf("/deliveries", StringComparison.Ordinal) is var at && at < 0)
                return (found, IsCut: false);
            path = next[at..];
        }

        return (found, IsCut: true);
    }

    /// <summary>What was delivered, as JSON; null where the forge does not keep it any more.</summary>
    public async Task<byte[]?> Body(HookDelivery delivery, CancellationToken ct)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/deliveries/{delivery.Id}");
        var answer = await Get(path, ct);
        if (answer.Status is HttpStatusCode.NotFound)
            return null;
        var payload = GitHubRepository.Succeeded(answer, HttpMethod.Get, path).Read<HookDeliveryBody>().Request.Payload;
        return payload.ValueKind == JsonValueKind.Object ? JsonSerializer.SerializeToUtf8Bytes(payload) : null;
    }
}
