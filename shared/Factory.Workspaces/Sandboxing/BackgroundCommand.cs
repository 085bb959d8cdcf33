using System.Text;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A command that runs while other things happen in its workspace.</summary>
public sealed class BackgroundCommand
{
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

    /// <summary>What it wrote since this was asked the last time.</summary>
    public string News()
    {
        lock (run)
        {
            (var bytes, read) = run.Since(read);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>Kills it with all that it started; does nothing where it has ended.</summary>
    public async Task Stop()
    {
        if (IsRunning)
            await stopping.CancelAsync();
        await ending;
    }

    internal Task Ended => ending;

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
