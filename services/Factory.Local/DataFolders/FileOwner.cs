using System.Diagnostics;

namespace Factory.Local.DataFolders;

/// <summary>The framework does not say who owns a file.</summary>
internal static class FileOwner
{
    /// <returns>The user's name, or the number where it has none.</returns>
    public static string Of(string path)
    {
        var start = new ProcessStartInfo("stat") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "--format=%U:%u", "--", path })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new FactoryException("The program 'stat' (coreutils) could not be started. Install coreutils.");
        var answer = process.StandardOutput.ReadToEnd().Trim().Split(':');
        process.WaitForExit();
        if (process.ExitCode != 0 || answer.Length != 2)
            throw new FactoryException($"Who owns {path} could not be found out. Check that it can be read, or choose another folder with --data-folder.");
        return answer[0] == "UNKNOWN" ? answer[1] : answer[0];
    }
}
