namespace Factory.EndToEnd.Tests.Faults;

/// <summary>The computers of a data folder: numbered folders that hold the computer's id.</summary>
internal static class ComputerFolders
{
    public static string Of(string dataFolder, Guid computer) =>
        All(dataFolder).Single(folder => Id(folder) == computer);

    public static IEnumerable<string> All(string dataFolder) => Directory.EnumerateDirectories(Path.Combine(dataFolder, "computers"));

    private static Guid Id(string folder)
    {
        // Its process holds the file open for itself alone; that is a matter between .NET processes, so another program reads it.
        var bytes = Programs.Output("cat", Path.Combine(folder, "id"));
        return bytes.Length == 16 ? new Guid(bytes) : Guid.Empty;
    }
}
