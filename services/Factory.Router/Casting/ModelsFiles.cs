using System.Security.Cryptography;
using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>
/// The models file, read again when it is needed and has changed. Its content is compared, so that it does not matter how it is replaced: in place, by a
/// rename, or by turning a symbolic link round, as Kubernetes does. A broken file leaves the one before in use and is said once.
/// </summary>
internal sealed partial class ModelsFiles
{
    /// <summary>How old <see cref="Recent"/> may be.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Func<string?> find;
    private readonly TimeProvider time;
    private readonly ILogger<ModelsFiles> log;
    private PresentFile present;
    private byte[] seen = [];
    private long looked;

    /// <param name="find">Where the file is; null for none.</param>
    /// <param name="first">As it was when the process was put together.</param>
    public ModelsFiles(Func<string?> find, PresentFile first, TimeProvider time, ILogger<ModelsFiles> log) =>
        (this.find, present, this.time, this.log, looked) = (find, first, time, log, time.GetTimestamp());

    /// <summary>At most a second old; for what is asked for with every request.</summary>
    public PresentFile Recent => time.GetElapsedTime(Interlocked.Read(ref looked)) < LookEvery ? present : Look();

    /// <summary>As the file is at this moment.</summary>
    public PresentFile Look()
    {
        lock (gate)
        {
            Interlocked.Exchange(ref looked, time.GetTimestamp());
            try
            {
                if (find() is { } path)
                    Look(path);
                else if (present.Path is { } gone)
                    Keep(gone, $"{gone}: the file is gone. Write it again, or restart the router to let the mechanic play all.");
            }
            catch (SettingsFileException error)
            {
                Keep(error.File, error.Message);
            }

            return present;
        }
    }

    private void Look(string path)
    {
        var content = ModelsFile.Content(path);

        // What was wrong may be set right elsewhere: a key that comes later.
        var hash = SHA256.HashData(content);
        if (present.Problem is null && path == present.Path && hash.AsSpan().SequenceEqual(seen))
            return;
        var read = PresentFile.Read(path, content);
        var same = present is { Problem: null } && present.Hash == read.Hash;
        (present, seen) = (read, hash);
        if (!same)
            NowUsed(path, read.Hash);
    }

    private void Keep(string path, string problem)
    {
        if (present.Problem == problem)
            return;
        present = present with { Path = present.Path ?? path, Problem = problem };
        NotUsed(problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} has changed; missions that start now are cast by it ({Hash})")]
    private partial void NowUsed(string path, string hash);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The models file cannot be used as it is now; what was read before stays in use. {Problem}")]
    private partial void NotUsed(string problem);
}
