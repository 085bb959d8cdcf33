using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Mechanic.Localising;

/// <summary>Places of the product that stack traces and logs name, in Python's, Node's, .NET's and Java's spelling.</summary>
internal static partial class TracePlaces
{
    /// <summary>Places in the order they stand in the text. The innermost frame comes last in Python and first in the others.</summary>
    public static IEnumerable<(string Path, int Line)> In(string text, string root, IReadOnlySet<string> product)
    {
        foreach (var place in Java.JavaFrames.In(text, product)) yield return place;
        foreach (Match match in Frame().Matches(text))
        {
            var path = match.Groups["path"].Value.Replace('\\', '/');
            if (path.StartsWith("file://", StringComparison.Ordinal)) path = path["file://".Length..];
            if (path.StartsWith(root + "/", StringComparison.Ordinal)) path = path[(root.Length + 1)..];
            if (product.Contains(path) && int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line)) yield return (path, line);
        }
    }

    [GeneratedRegex("""(File "(?<path>[^"\n]+)", line (?<line>\d{1,7}))|((\(|at |in )(?<path>(file://)?/[^():\n]+):(line )?(?<line>\d{1,7}))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frame();
}
