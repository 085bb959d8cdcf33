using Factory.Contracts.Models;
using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of all probes (type "probes") and that of a model at an endpoint (type "model"). Written by the router alone.

/// <summary>Models are being tried. Their cards come one by one, each in the stream of its model.</summary>
public sealed record ProbeStarted(Guid ProbeId, string By, IReadOnlyList<ProbedModel> Models, DateTimeOffset At)
{
    /// <summary>The one stream of all of them.</summary>
    public static readonly Guid StreamId = new("3f6b7f0e-2c1d-4d8a-9c54-8e0d6a1b2c33");
}

/// <param name="CardId">The stream of the model's cards.</param>
public sealed record ProbedModel(Guid CardId, string Name);

/// <summary>What a model was seen to do when it was tried: its card. The last one that could be made counts.</summary>
/// <param name="CardId">Follows from the endpoint and the provider's name of the model.</param>
/// <param name="Name">Its name in the casting at that time.</param>
/// <param name="Hash">First 16 hexadecimal digits of the SHA-256 of endpoint and name.</param>
/// <param name="Dialect">native-tools, tagged-text or shell-loop.</param>
/// <param name="ContextTokens">The most that it was seen to take, where that is less than the casting says; null where no end was found.</param>
/// <param name="Failure">Why it could not be tried; null when it could.</param>
public sealed record ModelProbed(
    Guid CardId, Guid ProbeId, string Name, string Endpoint, string Model, string Hash, string Dialect, bool NativeTools, bool ParallelCalls, bool JsonSchema, bool Streaming, int? ContextTokens,
    IReadOnlyList<ProbeStep> Steps, Spending Spent, DateTimeOffset At, string? Failure);
