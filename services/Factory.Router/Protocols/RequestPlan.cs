using Factory.Contracts.Runs;
using Factory.Droids.Tools;
using Factory.Router.Dialects;

namespace Factory.Router.Protocols;

/// <summary>All that a request is rendered from.</summary>
/// <param name="Instructions">What the dialect adds to the rules; null for nothing.</param>
/// <param name="Mark">The run's mark, for dialects that are text.</param>
/// <param name="ContextTokens">What the model was seen to take at most; null where that is not known.</param>
/// <param name="Addition">What follows the transcript, rendered: the malformed answer and what is wrong with it, or a question beside the work. Null for nothing.</param>
internal sealed record RequestPlan(
    AskModel Ask, IRequestWriter Writer, IDialect Dialect, RequestHead Head, IReadOnlyList<ToolDefinition> Tools, string? Instructions, string Mark, int? ContextTokens, byte[]? Addition = null);
