using System.Globalization;
using System.Net;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.GitHub;

/// <summary>Comments on issues and pull requests.</summary>
internal static class IssueComments
{
    /// <summary>The factory's own comment that bears the marker; null for none.</summary>
    public static async Task<Comment?> FindComment(this GitHubRepository repository, long issue, string marker, CancellationToken ct)
    {
        var login = await repository.Forge.Login(ct);
        await foreach (var comment in repository.All<Comment>(GitHubRights.Issues, string.Create(CultureInfo.InvariantCulture, $"/issues/{issue}/comments"), ct))
        {
            if (comment.Body?.Contains(marker, StringComparison.Ordinal) is true && IsOwn(comment.User, login))
                return comment;
        }

        return null;
    }

    public static Task<Comment> AddComment(this GitHubRepository repository, long issue, string body, CancellationToken ct) =>
        repository.Send<Comment>(GitHubRights.Issues, HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/issues/{issue}/comments"), new { body }, ct);

    /// <summary>Null where it was deleted.</summary>
    public static async Task<Comment?> EditComment(this GitHubRepository repository, long id, string body, CancellationToken ct)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/issues/comments/{id}");
        var answer = await repository.Ask(GitHubRights.Issues, HttpMethod.Patch, path, new { body }, ct);
        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? null : GitHubRepository.Succeeded(answer, HttpMethod.Patch, path).Read<Comment>();
    }

    /// <summary>Anybody can copy a marker.</summary>
    public static bool IsOwn(User? user, string login) => string.Equals(user?.Login, login, StringComparison.OrdinalIgnoreCase);
}
