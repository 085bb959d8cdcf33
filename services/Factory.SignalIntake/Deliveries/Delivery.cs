using System.Security.Cryptography;

namespace Factory.SignalIntake.Deliveries;

/// <summary>What a source sent, as it arrived.</summary>
/// <param name="ExternalId">The sender's id of it, by which it is stored once; the hash of the body where the sender has none.</param>
/// <param name="Event">The sender's word for what happened, for example <c>issues</c>; empty where it has none.</param>
internal sealed record Delivery(Guid Id, string Team, string Source, string ExternalId, string Event, string ContentType, byte[] Body)
{
    /// <summary>How large it was when it arrived.</summary>
    public int Bytes { get; init; } = Body.Length;

    private byte[]? _sha256;

    public byte[] Sha256 => _sha256 ??= SHA256.HashData(Body);
}
