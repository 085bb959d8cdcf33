using System.Text;
using Factory.Droids.Roles;

namespace Factory.Docs;

/// <summary>The message of the one commit: title, description, and the mission it comes from.</summary>
internal static class CommitMessage
{
    private const int LongestBody = 8_000;

    public static string For(Guid missionId, DocsResult words)
    {
        var body = Plain(words.Description);
        return $"{CommitAuthor.Subject(words.Title)}\n\n{(body.Length > LongestBody ? body[..LongestBody] : body).Trim()}\n\nMission: {missionId}\n";
    }

    /// <summary>Without control characters, and without lines that git or a forge would read as trailers of somebody else.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("Mission:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Co-authored-by:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Signed-off-by:", StringComparison.OrdinalIgnoreCase))
                continue;
            plain.Append([.. line.Where(character => !char.IsControl(character) || character == '\t')]).Append('\n');
        }

        return plain.ToString();
    }
}
