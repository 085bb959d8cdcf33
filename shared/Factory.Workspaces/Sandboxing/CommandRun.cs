using System.Diagnostics;
using System.Text;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Sandboxing;

/// <summary>One command from its start until nothing of it is left.</summary>
internal sealed class CommandRun(Sandbox sandbox, SandboxProfile profile, SandboxLimits limits, CommandPipes? pipes = null)
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(100);
    private readonly OutputCapture output = new(limits.OutputKept);
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KillReason killed;
    private int processId;

    public async Task<CommandResult> Run(CommandRequest request, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        using var group = ControlGroup.TryCreate(limits);
        var use = profile.Disk?.Begin(limits);
        using var process = await Spawner.Start(sandbox.Start(profile, request.Arguments, limits, group, mergeOutput: pipes is null));
        processId = process.Id;
        started.TrySetResult();
        using var ended = new CancellationTokenSource();
        var input = pipes?.Feed(process.StandardInput.BaseStream) ?? Feed(process, request.Input);
        var errors = pipes is null ? Task.CompletedTask : Drain(process);
        var reading = Read(process);
        var watching = Watch(process, group, use, request.TimeLimit, since, ended.Token, cancellationToken);
        await process.WaitForExitAsync(CancellationToken.None);
        processId = 0;
        await ended.CancelAsync();
        await watching;
        if (group is not null && killed == KillReason.None)
            killed = group.Exceeded();
        group?.KillAll();
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None)); // unsandboxed, a daemon may still hold the pipe
        pipes?.End();
        await input;
        await Task.WhenAny(errors, Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        return Result(process.ExitCode, request, Stopwatch.GetElapsedTime(since));
    }

    /// <summary>Its process is there, so that it can be held.</summary>
    public Task Started => started.Task;

    /// <summary>What it wrote after so many bytes, and how many there are now; also while it runs.</summary>
    public (byte[] Bytes, long Total) Since(long position)
    {
        lock (output)
        {
            return (output.Since(position), output.Total);
        }
    }

    /// <summary>Has it and all that it started stand still, or go on.</summary>
    public void Hold(bool still)
    {
        if (processId is > 0 and var root)
            ProcessTree.Hold(root, still);
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all.
        }
    }

    /// <summary>A full pipe would stop it.</summary>
    private static async Task Drain(Process process)
    {
        try
        {
            await process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process.
        }
    }

    private async Task Read(Process process)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer)) > 0)
            {
                lock (output)
                {
                    output.Add(buffer.AsSpan(0, read));
                }

                if (pipes is not null && killed == KillReason.None)
                    await pipes.Say(buffer.AsMemory(0, read));
                if (output.Total > limits.Output && killed == KillReason.None)
                    Kill(process, group: null, KillReason.Output);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process.
        }
    }

    private async Task Watch(Process process, ControlGroup? group, DiskUse.Watch? use, TimeSpan timeLimit, long started, CancellationToken ended, CancellationToken cancelled)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancelled);
        using var timer = new PeriodicTimer(WatchEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(either.Token))
            {
                if (await Exceeded(process, group, use, timeLimit, started) is var reason && reason != KillReason.None)
                    Kill(process, group, reason);
            }
        }
        catch (OperationCanceledException)
        {
            if (!ended.IsCancellationRequested)
                Kill(process, group, KillReason.None);
        }
    }

    private async Task<KillReason> Exceeded(Process process, ControlGroup? group, DiskUse.Watch? use, TimeSpan timeLimit, long started)
    {
        if (Stopwatch.GetElapsedTime(started) > timeLimit)
            return KillReason.Time;
        var reason = group?.Exceeded() ?? ProcessTree.Exceeded(process.Id, limits);
        if (reason != KillReason.None)
            return reason;
        return use is not null && await use.Exceeded() ? KillReason.Disk : KillReason.None;
    }

    private void Kill(Process process, ControlGroup? group, KillReason reason)
    {
        if (killed == KillReason.None)
            killed = reason;
        ProcessTree.Kill(process.Id);
        group?.KillAll();
    }

    private CommandResult Result(int exitCode, CommandRequest request, TimeSpan time)
    {
        byte[] whole;
        lock (output)
        {
            whole = output.Whole();
        }

        var text = OutputCapture.Shorten(Encoding.UTF8.GetString(whole), request.OutputShown);
        return new CommandResult(killed == KillReason.None ? exitCode : 137, text, whole, output.Total, time.TotalSeconds, killed);
    }
}
