using System.Diagnostics;
using System.Text;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Knowledge;
using Factory.Droids.Mcp;
using Factory.Droids.Runs;
using Factory.Droids.Tools;
using Factory.Droids.Web;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Computers;

/// <summary>Opens a workspace on this computer, for a run that any computer of the service could take.</summary>
internal sealed class OpenWorkspaceWork(Computer computer, ComputerRegister register, RepositoryReader repositories, McpSession servers, WebAccess web) : ILeasedWork<OpenWorkspace>
{
    public Guid Key(OpenWorkspace command) => command.RunId;

    public async Task<Recording> Do(OpenWorkspace command, LeaseContext lease, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        string told;
        try
        {
            var workspace = await computer.Open(command.RunId, command.Team, command.Workspace, command.Checkpoint, ct);
            told = await repositories.Tell(workspace, command.Team, ct) + await servers.Tell(command.Role, workspace, ct) + web.Tell(command.Role);
        }
        catch (UnusableRepository unusable)
        {
            return Refuse(command, unusable.Message);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return heart =>
        {
            heart.Write(register.Hold(command.RunId, command.ReplyTo));
            var text = heart.Put(command.Team, Encoding.UTF8.GetBytes(told), TurnRunner.TextType);
            heart.Append(command.RunId, DroidRunSteps.StreamType, new RepositoryRead(command.RunId, command.Workspace.BaseCommit, text));
            heart.Send(command.ReplyTo, new WorkspaceOpened(command.RunId, computer.Id, seconds));
        };
    }

    public Recording GiveUp(OpenWorkspace command, Exception error) => Refuse(command, error.Message);

    private static Recording Refuse(OpenWorkspace command, string reason) =>
        heart => heart.Send(command.ReplyTo, new WorkspaceRefused(command.RunId, reason));
}
