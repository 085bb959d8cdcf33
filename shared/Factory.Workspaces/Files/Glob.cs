using System.Text;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Files;

/// <summary>File name patterns.</summary>
internal static class Glob
{
    private const int Longest = 500;

    public static Func<string, bool> Matcher(string glob)
    {
        if (glob.Length > Longest)
            throw new FileRefused($"The pattern has {glob.Length} characters; at most {Longest}.");
        if (glob is "" or "." or "**" or "**/*" or "*")
            return _ => true;
        var pattern = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        var anywhere = !pattern.Contains('/', StringComparison.Ordinal);
        if (pattern.EndsWith('/'))
            pattern += "**";
        var regex = new Regex((anywhere ? "^(?:.*/)?" : "^") + Translate(pattern) + "$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        var exact = pattern;
        return path => regex.IsMatch(path) || path.StartsWith(exact + "/", StringComparison.Ordinal);
    }

    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        var alternatives = 0;
        for (var i = 0; i < glob.Length; i++)
        {
            var rest = glob.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(One(glob[i], ref alternatives));
            }
        }

        return alternatives == 0 ? regex.ToString() : throw new FileRefused($"The pattern '{ConfinedPath.Printable(glob)}' has an open brace without its closing one.");
    }

    private static string One(char character, ref int alternatives)
    {
        switch (character)
        {
            case '*':
                return "[^/]*";
            case '?':
                return "[^/]";
            case '{':
                alternatives++;
                return "(?:";
            case '}' when alternatives > 0:
                alternatives--;
                return ")";
            case ',' when alternatives > 0:
                return "|";
            default:
                return Regex.Escape(character.ToString());
        }
    }
}
