using System.Text;

namespace Factory.Publisher.Trackers;

/// <summary>Markdown for Jira's old text fields: as it is, without the signs by which their own markup mentions people, loads images, or runs macros.</summary>
internal static class JiraText
{
    public static string Of(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        foreach (var character in markdown)
        {
            if (character is '{' or '}' or '[' or ']' or '!' or '|')
                text.Append('\\');
            text.Append(character);
        }

        return text.ToString();
    }
}
