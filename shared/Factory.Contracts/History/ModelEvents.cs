using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a model at an endpoint (type "model"). Written by the router alone.

/// <summary>What a model was seen to do when it was tried: its card. The last one counts.</summary>
/// <param name="CardId">Follows from the endpoint and the provider's name of the model.</param>
/// <param name="Name">Its name in the casting at that time.</param>
/// <param name="Hash">First 16 hexadecimal digits of the SHA-256 of endpoint and name.</param>
/// <param name="Dialect">native-tools, tagged-text or shell-loop.</param>
/// <param name="ContextTokens">The longest input that it took and understood; null when that was not tried.</param>
/// <param name="Failure">Why it could not be tried; null when it could.</param>
public sealed record ModelProbed(
    Guid CardId, string Name, string Endpoint, string Model, string Hash, string Dialect, bool NativeTools, bool ParallelCalls, bool JsonSchema, bool Streaming, int? ContextTokens,
    IReadOnlyList<ProbeStep> Steps, Spending Spent, string? Failure);

/// <summary>One thing that was tried.</summary>
/// <param name="Name">For example <c>native tools</c>.</param>
/// <param name="Found">What was seen, for people.</param>
public sealed record ProbeStep(string Name, bool Passed, string Found, decimal Usd, double Seconds);
