using System.Security.Cryptography;
using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>
/// The publisher's file, read again when it is needed and has changed. Its content is compared, so that it does not matter how it is replaced. A broken
/// file leaves the one before in use and is said once.
/// </summary>
internal sealed partial class PublisherFiles
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Func<string?> _find;
    private readonly TimeProvider _time;
    private readonly ILogger<PublisherFiles> _log;
    private PublisherFile _present;
    private string? _path;
    private byte[] _seen;
    private long _looked;

    /// <param name="find">Where the file is; null for none.</param>
    /// <exception cref="SettingsFileException">It cannot be read, or something in it is wrong.</exception>
    public PublisherFiles(Func<string?> find, TimeProvider time, ILogger<PublisherFiles> log)
    {
        (_find, _time, _log, _looked) = (find, time, log, time.GetTimestamp());
        var content = find() is { } path ? SettingsFile.Content(_path = path, PublisherFilePath.Key) : null;
        _seen = content is null ? [] : SHA256.HashData(content);
        _present = content is null ? PublisherFile.Empty : PublisherFile.Parse(_path!, content);
    }

    /// <summary>Why what is in the file now is not used; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>At most a second old.</summary>
    public PublisherFile Recent
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_looked) >= LookEvery)
                    Look();
                return _present;
            }
        }
    }

    private void Look()
    {
        _looked = _time.GetTimestamp();
        try
        {
            if (_find() is { } path)
                Look(path);
            else if (_path is { } gone)
                Keep($"{gone}: the file is gone. Write it again, or restart the publisher to work without forges.");
        }
        catch (SettingsFileException error)
        {
            Keep(error.Message);
        }
    }

    private void Look(string path)
    {
        var content = SettingsFile.Content(path, PublisherFilePath.Key);
        var hash = SHA256.HashData(content);
        if (Problem is null && path == _path && hash.AsSpan().SequenceEqual(_seen))
            return;
        (_present, _path, _seen, Problem) = (PublisherFile.Parse(path, content), path, hash, null);
        NowUsed(path);
    }

    private void Keep(string problem)
    {
        if (Problem == problem)
            return;
        Problem = problem;
        NotUsed(problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} has changed; what it says holds from now on")]
    private partial void NowUsed(string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The publisher's file cannot be used as it is now; what was read before stays in use. {Problem}")]
    private partial void NotUsed(string problem);
}
