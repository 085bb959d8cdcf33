using System.Net;
using System.Text.RegularExpressions;
using Factory.Contracts.Origins;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.LookingUp;

/// <summary>What somebody may do in a repository, as its forge says now.</summary>
internal static partial class AuthorTrust
{
    public static async Task<Trust> TrustOf(this GitHubRepository repository, string login, CancellationToken ct)
    {
        if (!Login().IsMatch(login))
            return Trust.Stranger;
        var path = $"/collaborators/{Uri.EscapeDataString(login)}";
        if (await repository.Find<Permission>(GitHubRights.Metadata, $"{path}/permission", ct) is not { } permission)
            return Trust.Stranger;
        if (permission.Level is "admin" or "write" || permission.RoleName is "admin" or "maintain" or "write")
            return Trust.Writer;

        // Of a public repository everybody may read: only who was let in belongs to it.
        var belongs = await repository.Ask(GitHubRights.Metadata, HttpMethod.Get, path, null, ct);
        return belongs.Status == HttpStatusCode.NoContent ? Trust.Member : Trust.Stranger;
    }

    private sealed record Permission([property: System.Text.Json.Serialization.JsonPropertyName("permission")] string Level, string? RoleName = null);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Login();
}
