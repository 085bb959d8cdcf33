using Factory.Contracts.Runs;
using Factory.Droids.Sessions;
using Factory.Workspaces;

namespace Factory.Droids.Tools;

/// <summary>What tools and roles know about the run they work for.</summary>
/// <param name="OpenWorkspace">Null for a run that only talks.</param>
public sealed record ToolContext(Guid MissionId, Guid RunId, string Team, string Role, WorkspaceSpec? Spec, TimeProvider Time, Workspace? OpenWorkspace)
{
    /// <summary>The run's workspace. Asking a run that has none is refused to the model.</summary>
    public Workspace Workspace => OpenWorkspace ?? throw new ToolRefused("This run has no workspace: only finish works.");

    /// <summary>What this computer remembers of the run.</summary>
    internal RunSession Session => RunSession.Of(Workspace);
}
