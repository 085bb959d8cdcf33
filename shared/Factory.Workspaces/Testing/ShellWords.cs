using System.Text;

namespace Factory.Workspaces.Testing;

/// <summary>Splits a plain shell command into words. Anything only a shell understands (pipes, substitutions, globs, several commands) gives null.</summary>
internal static class ShellWords
{
    private const string Special = "|&;<>()$`*?[]#~!{}\n\r";

    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\'')
            {
                if (c == '\'') quote = '\0';
                else word.Append(c);
            }
            else if (quote == '"')
            {
                if (c is '$' or '`') return null;
                if (c == '"') quote = '\0';
                else word.Append(c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' ? text[++i] : c);
            }
            else if (c is '\'' or '"')
            {
                (quote, inWord) = (c, true);
            }
            else if (c == '\\' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                inWord = true;
            }
            else if (c is ' ' or '\t')
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else if (Special.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote != '\0') return null;
        if (inWord) words.Add(word.ToString());
        return words;
    }

    /// <summary>One word as a shell reads it back.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./=:,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
