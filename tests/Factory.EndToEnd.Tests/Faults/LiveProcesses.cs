using System.Globalization;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>What Linux says about processes.</summary>
internal static class LiveProcesses
{
    /// <summary>Command lines, with their process ids in front, that contain all of the texts.</summary>
    public static IReadOnlyList<string> Named(params string[] texts) =>
        [.. All().Where(line => texts.All(text => line.Contains(text, StringComparison.Ordinal)))];

    public static bool HasOpen(int process, string file)
    {
        try
        {
            return Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd")).Any(open => File.ResolveLinkTarget(open, returnFinalTarget: false)?.FullName == file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> All()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            if (Read(Path.Combine(process, "cmdline")) is { Length: > 0 } command)
                yield return $"{Path.GetFileName(process)} {command.Replace('\0', ' ')}";
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
