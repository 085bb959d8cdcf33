namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Logs of a failed test: a data folder goes with its test process.</summary>
internal static class KeptLogs
{
    /// <summary>Copies them beside the tests, and says where to.</summary>
    public static string Of(string dataFolder)
    {
        var kept = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "chaos-logs", Guid.NewGuid().ToString("n")[..8])).FullName;
        foreach (var log in Directory.EnumerateFiles(Path.Combine(dataFolder, "logs")))
            File.Copy(log, Path.Combine(kept, Path.GetFileName(log)));
        return kept;
    }
}
