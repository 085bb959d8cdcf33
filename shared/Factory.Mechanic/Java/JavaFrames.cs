using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Mechanic.Java;

/// <summary>Places of the product that Java's stack traces name: by class and file name, the innermost frame first.</summary>
internal static partial class JavaFrames
{
    public static IEnumerable<(string Path, int Line)> In(string text, IReadOnlySet<string> product)
    {
        if (!text.Contains(".java:", StringComparison.Ordinal)) yield break;
        var byName = product.Where(p => p.EndsWith(".java", StringComparison.Ordinal)).ToLookup(p => p[(p.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
        foreach (Match match in Frame().Matches(text))
        {
            var folder = match.Groups["package"].Value.Replace('.', '/');
            var file = match.Groups["file"].Value;
            var path = byName[file].FirstOrDefault(p => $"/{p}".EndsWith($"/{folder}{file}", StringComparison.Ordinal)) ?? byName[file].FirstOrDefault();
            if (path is not null && int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line)) yield return (path, line);
        }
    }

    [GeneratedRegex(@"at ([\w.@-]+/)*(?<package>([a-z_]\w*\.)*)[\w$.<>]+\((?<file>\w+\.java):(?<line>\d{1,7})\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frame();
}
