using System.Globalization;
using System.Net;
using System.Text.Json;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Reviews;

/// <summary>
/// Resolves the threads of findings that are fixed. Only GitHub's other API can; where it does not answer, the comment says that it is fixed. Doing it again
/// changes nothing.
/// </summary>
internal sealed class ResolvedFindings
{
    private const int MostPages = 20;
    private const string Fixed = "✅ Fixed.";

    private const string Threads = """
        query($owner: String!, $name: String!, $number: Int!, $after: String) {
          repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviewThreads(first: 100, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes { id isResolved comments(first: 1) { nodes { databaseId } } } } } } }
        """;

    private const string ResolveThread = "mutation($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }";

    public async Task Resolve(GitHubRepository repository, PostReview command, CancellationToken ct)
    {
        if (command.Resolved.Count == 0)
            return;
        var comments = await Own(repository, command, ct);
        if (comments.Count == 0)
            return;
        var threads = await FindThreads(repository, command, ct);
        foreach (var comment in comments)
        {
            if (threads is null || !threads.TryGetValue(comment.Id, out var thread))
                await Say(repository, comment, ct);
            else if (!thread.IsResolved && !await ResolveOne(repository, thread.Id, ct))
                await Say(repository, comment, ct);
        }
    }

    private static async Task<IReadOnlyList<LineComment>> Own(GitHubRepository repository, PostReview command, CancellationToken ct)
    {
        var markers = command.Resolved.Select(Markers.OfFinding).ToList();
        var login = await repository.Forge.Login(ct);
        var own = new List<LineComment>();
        await foreach (var comment in repository.All<LineComment>(GitHubRights.PullRequests, string.Create(CultureInfo.InvariantCulture, $"/pulls/{command.PullRequest.Number}/comments"), ct))
        {
            if (IssueComments.IsOwn(comment.User, login) && markers.Exists(marker => comment.Body.Contains(marker, StringComparison.Ordinal)))
                own.Add(comment);
        }

        return own;
    }

    /// <summary>By the id of a thread's first comment; null where the forge does not tell.</summary>
    private static async Task<IReadOnlyDictionary<long, (string Id, bool IsResolved)>?> FindThreads(GitHubRepository repository, PostReview command, CancellationToken ct)
    {
        var threads = new Dictionary<long, (string, bool)>();
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var variables = new { owner = repository.Address.Owner, name = repository.Address.Name, number = command.PullRequest.Number, after };
            if (await Ask(repository, Threads, variables, ct) is not { } data)
                return null;
            try
            {
                var list = data.GetProperty("repository").GetProperty("pullRequest").GetProperty("reviewThreads");
                foreach (var thread in list.GetProperty("nodes").EnumerateArray())
                {
                    var first = thread.GetProperty("comments").GetProperty("nodes").EnumerateArray().FirstOrDefault();
                    if (first.ValueKind == JsonValueKind.Object && first.GetProperty("databaseId").TryGetInt64(out var id))
                        threads[id] = (thread.GetProperty("id").GetString()!, thread.GetProperty("isResolved").GetBoolean());
                }

                if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                    return threads;
                after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            }
            catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
            {
                return null;
            }
        }

        return threads;
    }

    private static async Task<bool> ResolveOne(GitHubRepository repository, string id, CancellationToken ct) => await Ask(repository, ResolveThread, new { id }, ct) is not null;

    /// <summary>Null where this API is not there, or refuses: an App needs other rights for it on some servers.</summary>
    private static async Task<JsonElement?> Ask(GitHubRepository repository, string query, object variables, CancellationToken ct)
    {
        var answer = await repository.Query(GitHubRights.PullRequests, query, variables, ct);
        if (answer.Status != HttpStatusCode.OK)
            return null;
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && !document.RootElement.TryGetProperty("errors", out _) ? data.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task Say(GitHubRepository repository, LineComment comment, CancellationToken ct)
    {
        if (comment.Body.StartsWith(Fixed, StringComparison.Ordinal))
            return;
        var path = string.Create(CultureInfo.InvariantCulture, $"/pulls/comments/{comment.Id}");
        var answer = await repository.Ask(GitHubRights.PullRequests, HttpMethod.Patch, path, new { body = $"{Fixed}\n\n{comment.Body}" }, ct);
        if (answer.Status is not HttpStatusCode.NotFound)
            GitHubRepository.Succeeded(answer, HttpMethod.Patch, path);
    }
}
