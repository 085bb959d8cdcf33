using Npgsql;

namespace Factory.History.Projections;

/// <summary>
/// A read model for people, made from the events of all streams, a moment later. What it writes depends on the events alone, so that
/// rebuilding it gives the same rows.
/// </summary>
public interface IProjection
{
    /// <summary>Unique; the name of its position in <c>mt_event_progression</c>.</summary>
    string Name { get; }

    /// <summary>1 for the first. A higher one is built from zero: raise it whenever the rows of old events would come out differently.</summary>
    int Version { get; }

    /// <summary>Adds what the event changes to the batch, which moves the projection's position in the same transaction.</summary>
    void Apply(NpgsqlBatch batch, StoredEvent stored);

    /// <summary>Adds the deletion of all its rows to the batch.</summary>
    void Clear(NpgsqlBatch batch);
}
