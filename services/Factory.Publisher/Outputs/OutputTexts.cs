using System.Text;
using Factory.Contracts;
using Factory.History;
using Factory.Publisher.GitHub;
using Factory.Publisher.Outputs.Text;

namespace Factory.Publisher.Outputs;

/// <summary>Text of proposals, made fit for a repository's forge.</summary>
internal sealed class OutputTexts(BlobStore blobs)
{
    /// <summary>More is not even looked through.</summary>
    private const long Largest = 4 * 1024 * 1024;

    /// <exception cref="OutputNotAllowed">It holds what looks like a secret, or is far too long.</exception>
    public async Task<string> Of(GitHubRepository repository, Guid mission, string team, BlobRef text, CancellationToken ct)
    {
        if (text.Size > Largest)
            throw new OutputNotAllowed($"The text has {text.Size:N0} bytes; at most {Largest:N0} are published.");
        return Of(repository, mission, Encoding.UTF8.GetString(await blobs.Get(team, text.Id, ct)));
    }

    /// <exception cref="OutputNotAllowed">It holds what looks like a secret.</exception>
    public static string Of(GitHubRepository repository, Guid mission, string text) => SafeMarkdown.Of(text, Rules(repository, mission));

    /// <summary>One line, without Markdown, for titles and names.</summary>
    /// <exception cref="OutputNotAllowed">It holds what looks like a secret.</exception>
    public static string Line(string text, int longest)
    {
        if (Workspaces.Scanning.SecretScan.In(text).FirstOrDefault() is { } secret)
            throw new OutputNotAllowed($"The title holds what looks like {secret}: it is not published.");
        return OneLine.Of(HiddenCharacters.Without(text.Replace('\r', '\n')), longest) is { Length: > 0 } line ? line : "Untitled";
    }

    private static TextRules Rules(GitHubRepository repository, Guid mission) => new(repository.LinkHosts, repository.Policy.Mentions) { Whole = repository.Link.Of(mission) };
}
