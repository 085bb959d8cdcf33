using Npgsql;

namespace Factory.History;

/// <summary>A read model that is written in the transaction of the append itself: never behind, and paid for by every append.</summary>
public interface IInlineProjection
{
    /// <summary>Adds what the events change to the batch that appends them. Commands for other streams' events add nothing.</summary>
    void Apply(NpgsqlBatch batch, Appended appended);
}

/// <summary>What is being appended in the same batch.</summary>
/// <param name="Append">The append; versions are known only where it expects one.</param>
/// <param name="Ids">The id of each event.</param>
/// <param name="Timestamp">The time of all of them, UTC.</param>
public sealed record Appended(StreamAppend Append, IReadOnlyList<Guid> Ids, DateTimeOffset Timestamp);
