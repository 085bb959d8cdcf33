using System.Diagnostics;
using Factory.Contracts.Runs;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Computers;

/// <summary>Opens a workspace on this computer, for a run that any computer of the service could take.</summary>
internal sealed class OpenWorkspaceWork(Computer computer, ComputerRegister register) : ILeasedWork<OpenWorkspace>
{
    public Guid Key(OpenWorkspace command) => command.RunId;

    public async Task<Recording> Do(OpenWorkspace command, LeaseContext lease, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await computer.Open(command.RunId, command.Team, command.Workspace, command.Checkpoint, ct);
        }
        catch (UnusableRepository unusable)
        {
            return Refuse(command, unusable.Message);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return heart =>
        {
            heart.Write(register.Hold(command.RunId, command.ReplyTo));
            heart.Send(command.ReplyTo, new WorkspaceOpened(command.RunId, computer.Id, seconds));
        };
    }

    public Recording GiveUp(OpenWorkspace command, Exception error) => Refuse(command, error.Message);

    private static Recording Refuse(OpenWorkspace command, string reason) =>
        heart => heart.Send(command.ReplyTo, new WorkspaceRefused(command.RunId, reason));
}
