using System.Globalization;

namespace Factory.Workspaces.Linux;

/// <summary>This process's own hard limits, above which no child can be given any.</summary>
internal static class OwnLimits
{
    public static long Processes { get; } = Hard("Max processes");

    public static long FileSize { get; } = Hard("Max file size");

    private static long Hard(string name)
    {
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var fields = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is { Length: >= 2 } && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : long.MaxValue;
    }
}
