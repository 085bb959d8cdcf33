using System.Diagnostics;
using System.Text;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A command that runs while other things happen in its workspace.</summary>
public sealed class BackgroundCommand
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly CommandRun run;
    private readonly CancellationTokenSource stopping;
    private readonly Task<CommandResult?> ending;
    private long read;

    internal BackgroundCommand(CommandRun run, CommandRequest request, CancellationToken closing)
    {
        this.run = run;
        stopping = CancellationTokenSource.CreateLinkedTokenSource(closing);
        ending = Follow(request);
    }

    public bool IsRunning => !ending.IsCompleted;

    /// <summary>How it ended; null while it runs, and where it was stopped.</summary>
    public CommandResult? Result => ending.IsCompletedSuccessfully ? ending.Result : null;

    /// <summary>How often in a row it was asked for news and had none.</summary>
    public int Silences { get; private set; }

    /// <summary>What it wrote since this was asked the last time.</summary>
    public string News()
    {
        lock (run)
        {
            (var bytes, read) = run.Since(read);
            Silences = bytes.Length == 0 ? Silences + 1 : 0;
            return Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>Waits until it wrote something since it was asked the last time, or ended, but not longer than this.</summary>
    public async Task HasNews(TimeSpan most, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (IsRunning && run.Since(read).Total == read && Stopwatch.GetElapsedTime(since) < most)
        {
            await Task.WhenAny(ending, Task.Delay(Glance, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Kills it with all that it started; does nothing where it has ended.</summary>
    public async Task Stop()
    {
        if (IsRunning)
            await stopping.CancelAsync();
        await ending;
    }

    /// <summary>It is there, so that it can be held, or could not be started.</summary>
    internal Task Started => Task.WhenAny(run.Started, ending);

    /// <summary>Nothing of it is left; how it ended, and that it could not be started, is asked of the command itself.</summary>
    internal Task Ended => Task.WhenAny(ending);

    internal void Hold(bool still)
    {
        if (IsRunning)
            run.Hold(still);
    }

    private async Task<CommandResult?> Follow(CommandRequest request)
    {
        try
        {
            return await run.Run(request, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
