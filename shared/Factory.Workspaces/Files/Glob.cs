using System.Text;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Files;

/// <summary>File name patterns: <c>*</c> and <c>?</c> within a name, <c>**</c> across folders, <c>{a,b}</c> for one of several. One without a slash matches a name in any folder, and a folder all that is in it.</summary>
public static class Glob
{
    private const int Longest = 500;

    /// <summary>Tells whether a path, relative and with forward slashes, matches.</summary>
    /// <exception cref="FileRefused">The pattern is too long, or a brace of it is not closed.</exception>
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
