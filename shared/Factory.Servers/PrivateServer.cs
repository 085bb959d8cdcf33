using System.Diagnostics;

namespace Factory.Servers;

/// <summary>A server of our own: a process on 127.0.0.1 with a folder that it has to itself. It stops with the process that started it, however that ends.</summary>
public abstract class PrivateServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly FolderLock _lock;
    private ServerKeeper? _keeper;

    private protected PrivateServer(FolderLock folderLock, int? port) => (_lock, Port) = (folderLock, port ?? LoopbackPort.Free());

    /// <summary>The port on 127.0.0.1; it stays the same over <see cref="Restart"/>.</summary>
    public int Port { get; }

    private protected abstract string Name { get; }

    private protected ServerProcess? Process { get; set; }

    /// <summary>SIGKILL for the whole server, as a crash of the machine would (but for what the disk still holds back).</summary>
    public virtual async Task Kill()
    {
        if (Process is not { } process)
            return;
        await process.Kill();
        await process.DisposeAsync();
        Process = null;
    }

    /// <summary>Starts it again on the same folder and port, after <see cref="Kill"/> or <see cref="Stop"/> or by itself.</summary>
    public async Task Restart(CancellationToken cancellationToken = default)
    {
        await Stop();
        await Run(cancellationToken);
    }

    /// <summary>A clean, fast stop: everything is on disk. The folder stays reserved.</summary>
    public virtual async Task Stop()
    {
        if (Process is { } process)
            await process.DisposeAsync();
        Process = null;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
            await _keeper.DisposeAsync();
        await Stop();
        _lock.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>For the end of the process, where nothing can be awaited.</summary>
    internal void KillNow() => Process?.KillNow();

    /// <summary>Starts it for the first time.</summary>
    /// <param name="tell">What is told when it died and is started again; null where it stays dead.</param>
    private protected async Task Begin(Action<string>? tell, CancellationToken cancellationToken)
    {
        await Run(cancellationToken);
        if (tell is not null)
            _keeper = new ServerKeeper(ct => Process!.Exited(ct), Run, text => tell($"{Name}: {text}"));
    }

    /// <summary>Starts the process, and comes back when it is ready.</summary>
    private protected abstract Task Run(CancellationToken cancellationToken);

    /// <exception cref="ServerException">Something else uses the port.</exception>
    private protected void CheckPort()
    {
        if (!LoopbackPort.IsFree(Port))
            throw new ServerException($"The port {Port} on 127.0.0.1 is taken. Close what uses it, or let a free one be chosen.");
    }

    /// <summary>Waits until the server that was started is ready; one that is not in time is stopped.</summary>
    /// <exception cref="ServerException">It ended, or took too long; the message has the end of its log.</exception>
    private protected async Task WaitUntilReady(Func<CancellationToken, Task<bool>> isReady, string folder, string log, long logStart, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestStart; await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken))
        {
            if (Process!.HasExited)
                throw new ServerException($"{Name} did not start on {folder}: {ServerLog.Tail(log, logStart)}") { WasKilled = Process.WasKilled };
            if (await isReady(cancellationToken))
                return;
        }

        throw new ServerException($"{Name} on {folder} was not ready after {LongestStart.TotalSeconds:0} s: {ServerLog.Tail(log, logStart)}");
    }
}
