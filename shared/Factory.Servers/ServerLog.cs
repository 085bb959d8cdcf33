namespace Factory.Servers;

internal static class ServerLog
{
    private const long Largest = 10 * 1024 * 1024;
    private const int LongestTail = 4000;

    /// <summary>Where what this start writes begins. A large log is put aside once.</summary>
    public static long Begin(string log)
    {
        var file = new FileInfo(log);
        if (!file.Exists)
            return 0;
        if (file.Length <= Largest)
            return file.Length;
        File.Move(log, log + ".1", overwrite: true);
        return 0;
    }

    public static string Tail(string log, long from)
    {
        if (!File.Exists(log))
            return "it wrote no log.";
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(from, file.Length - LongestTail), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return $"{reader.ReadToEnd().Trim()} (from {log})";
    }
}
