using Factory.Workspaces.Files;

namespace Factory.Workspaces.Sandboxing;

/// <summary>What runs in the background of one workspace.</summary>
internal sealed class BackgroundCommands(int most)
{
    private readonly Lock gate = new();
    private readonly List<BackgroundCommand> running = [];
    private bool isHeld;

    public BackgroundCommand Start(Sandbox sandbox, SandboxProfile profile, CommandRequest request, CancellationToken closing, CommandPipes? pipes = null)
    {
        lock (gate)
        {
            running.RemoveAll(command => !command.IsRunning);
            if (running.Count >= most)
                throw new FileRefused($"{most} commands run in the background already. Stop one first.");
            var limits = sandbox.Options.Limits with { OutputKept = 1 << 20, Output = 64L << 20 };
            var command = new BackgroundCommand(new CommandRun(sandbox, profile, limits, pipes), request, closing);
            running.Add(command);
            return command;
        }
    }

    /// <returns>Lets them go on, then leaves the place.</returns>
    public IDisposable HoldAll(IDisposable place)
    {
        Hold(still: true);
        return new Release(this, place);
    }

    public Task AllEnded()
    {
        lock (gate)
        {
            return Task.WhenAll(running.Select(command => command.Ended));
        }
    }

    private void Hold(bool still)
    {
        lock (gate)
        {
            if (isHeld != still)
                running.ForEach(command => command.Hold(still));
            isHeld = still;
        }
    }

    private sealed class Release(BackgroundCommands commands, IDisposable place) : IDisposable
    {
        public void Dispose()
        {
            commands.Hold(still: false);
            place.Dispose();
        }
    }
}
