using System.Diagnostics;
using System.Globalization;

namespace Factory.Servers;

/// <summary>What Linux says about processes.</summary>
internal static class LiveProcesses
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Already gone, which is what was asked for.
        }
    }

    /// <summary>Processes that work in a folder. Every process of PostgreSQL works in its data folder.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => WorksIn(process, folder))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture))];

    public static async Task<bool> WaitUntilNoneWorksIn(string folder, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(Between, cancellationToken))
        {
            if (WorkingIn(folder).Count == 0)
                return true;
        }

        return false;
    }

    private static bool WorksIn(string process, string folder)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(process)[0]))
            return false;
        try
        {
            return string.Equals(File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName, folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or another user's, which our servers are not
        }
    }
}
