using System.Runtime.InteropServices;

namespace Factory.Router.Protocols;

/// <summary>Everything of a request beside what was said.</summary>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Tools">JSON array in the protocol's words, shared between calls; empty for none.</param>
/// <param name="MaxOutputTokens">Written to a fixed width, so that it does not change the body's length.</param>
/// <param name="CacheKey">The run: calls with the same key share the provider's prompt cache.</param>
/// <param name="Effort">How hard the model is to think; null for its default.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestHead(string Model, ReadOnlyMemory<byte> Tools, int MaxOutputTokens, bool Streams, Guid CacheKey, string? Effort)
{
    /// <summary>JSON schema that the answer is held to; empty for none.</summary>
    public ReadOnlyMemory<byte> Schema { get; init; }
}
