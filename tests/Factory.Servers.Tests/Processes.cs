using System.Globalization;

namespace Factory.Servers.Tests;

internal static class Processes
{
    public static IReadOnlyList<int> In(string folder) => Where(process => File.ResolveLinkTarget(Path.Combine(process, "cwd"), false)?.FullName == folder);

    /// <summary>RabbitMQ's processes have its folder as their HOME.</summary>
    public static IReadOnlyList<int> WithEnvironment(string folder) =>
        Where(process => File.ReadAllText(Path.Combine(process, "environ")).Split('\0').Contains($"HOME={folder}"));

    /// <summary>Servers have their folder among their arguments or in their environment.</summary>
    public static IReadOnlyList<int> Mentioning(string folder) =>
        Where(process => File.ReadAllText(Path.Combine(process, "cmdline")).Contains(folder) || File.ReadAllText(Path.Combine(process, "environ")).Contains(folder));

    private static IReadOnlyList<int> Where(Func<string, bool> matches) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && Matches(process, matches))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture))];

    private static bool Matches(string process, Func<string, bool> matches)
    {
        try
        {
            return matches(process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
