namespace Factory.Contracts.Transcripts;

// What the blobs of a transcript hold, as JSON in UTF-8 with camelCase names.

/// <param name="Text">What the model said beside its calls; may be empty.</param>
public sealed record Answer(string Text, IReadOnlyList<ToolCall> Calls);

/// <param name="Id">Unique within the run; given by the model or made from turn and position.</param>
/// <param name="Arguments">JSON object as the model wrote it; not checked yet.</param>
public sealed record ToolCall(string Id, string Tool, string Arguments);

/// <param name="Text">What the model is shown; long output is cut in the middle with a note.</param>
/// <param name="Whole">The whole output, where it was cut.</param>
public sealed record ToolResult(string CallId, string Tool, bool IsError, string Text, BlobRef? Whole);
