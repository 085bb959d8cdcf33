using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Fixing;

/// <summary>Files that are sent with a report.</summary>
internal static class AttachedFiles
{
    /// <exception cref="UsageException">One cannot be read, or is too large.</exception>
    public static IReadOnlyList<SignalAttachment>? Read(string[]? files) => files is not { Length: > 0 } ? null : [.. files.Select(Read)];

    private static SignalAttachment Read(string file)
    {
        try
        {
            if (Directory.Exists(file))
                throw new UsageException($"{file} is a folder. Attach files.");
            if (new FileInfo(file).Length > SignalChecks.MostAttachedBytes)
                throw new UsageException($"{file} is over {SignalChecks.MostAttachedBytes:n0} bytes. Attach the part that shows the fault.");
            return new SignalAttachment(Path.GetFileName(file), Convert.ToBase64String(File.ReadAllBytes(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be attached: {error.Message}");
        }
    }
}
