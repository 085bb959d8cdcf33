using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a droid run (type "droid_run"): its transcript. Written by the run saga, the router (answers) and the computer (results).

public sealed record RunStarted(Guid MissionId, Guid RunId, string Team, string Role, BlobRef Order, BlobRef Prompt, BlobRef Task, WorkspaceSpec? Workspace, RunLimits Limits);

public sealed record WorkspaceReady(Guid RunId, Guid ComputerId, double Seconds, bool FromCheckpoint);

/// <param name="Model">Which model answered, for example <c>builtin/mechanic</c>.</param>
/// <param name="Answer">JSON: text and tool calls (<c>Transcripts.Answer</c>).</param>
public sealed record TurnAnswered(Guid RunId, int Turn, string Model, BlobRef Answer, int Calls, Spending Spent, double Seconds);

/// <param name="Results">JSON: a result per call (<c>Transcripts.ToolResult</c> list).</param>
public sealed record ToolsReturned(Guid RunId, int Turn, Guid ComputerId, BlobRef Results, Features.Change? Checkpoint, Finish? Finish, double Seconds);

public sealed record WorkspaceWasLost(Guid RunId, Guid ComputerId);

public sealed record RunPaused(Guid RunId);

public sealed record RunResumed(Guid RunId);

public sealed record RunEnded(Guid MissionId, Guid RunId, RunOutcome Outcome, string Reason, Spending Spent);
