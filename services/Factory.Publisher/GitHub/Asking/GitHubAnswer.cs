using System.Net;
using System.Text.Json;

namespace Factory.Publisher.GitHub.Asking;

/// <param name="Next">Path of the next page; null for none.</param>
internal sealed record GitHubAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string? Next, string? ETag)
{
    /// <summary>What it says, as the type expects it.</summary>
    /// <exception cref="GitHubAway">It is not what the forge's description promises.</exception>
    public T Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body.Span, GitHubJson.Options) ?? throw new GitHubAway("The forge answered with nothing where something belongs.");
        }
        catch (JsonException error)
        {
            throw new GitHubAway($"The forge's answer could not be read: {error.Path} is not what its description promises.", error);
        }
    }
}
