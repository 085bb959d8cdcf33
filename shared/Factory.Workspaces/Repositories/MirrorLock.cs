namespace Factory.Workspaces.Repositories;

/// <summary>One writer of a mirror at a time, over all processes; the kernel gives the lock back when its holder dies.</summary>
internal static class MirrorLock
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static async Task<IDisposable> Take(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(file))
            {
                await Task.Delay(LookAgain, cancellationToken);
            }
        }
    }
}
