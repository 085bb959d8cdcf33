namespace Factory.History.Transfer;

internal static class UploadedFile
{
    /// <summary>A copy in a temporary file that is gone when it is closed.</summary>
    /// <exception cref="MissionFileRefused">It is longer than allowed.</exception>
    public static async Task<Stream> Keep(Stream input, long longest, CancellationToken ct)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"factory-import-{Path.GetRandomFileName()}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        try
        {
            await Copy(input, file, longest, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task Copy(Stream input, FileStream file, long longest, CancellationToken ct)
    {
        var buffer = new byte[128 * 1024];
        for (var read = await input.ReadAsync(buffer, ct); read > 0; read = await input.ReadAsync(buffer, ct))
        {
            if (file.Length + read > longest)
                throw new MissionFileRefused("the file", $"it is longer than {longest} bytes.");
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }
}
