using System.Security.Cryptography;
using System.Text.Json;

namespace Factory.Publisher.Outputs;

/// <summary>What every proposal says about itself.</summary>
/// <param name="Id">The idempotency key.</param>
/// <param name="Kind">One word for people, such as <c>comment</c>.</param>
/// <param name="Resource">The one thing that it writes to: outputs to it are applied one at a time.</param>
/// <param name="Ordinal">Of two for one resource the greater counts, whichever comes first; null where each counts.</param>
/// <param name="ReplyTo">Who is told what came of it; null for nobody.</param>
internal sealed record Proposal(Guid Id, Guid MissionId, string Team, string Kind, string Resource, long? Ordinal, string? ReplyTo)
{
    /// <summary>Whether it counts against what a mission may write at most. What edits the mission's one message does not.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>Missions that may write at most; null where nothing limits it.</summary>
    public int? Most { get; init; }

    /// <summary>Of the whole proposal: the same id with something else in it is no repetition.</summary>
    public static byte[] Hash<T>(T command) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command));
}
