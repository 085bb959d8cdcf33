using Factory.Messaging;
using Npgsql;

namespace Factory.SignalIntake.Judging;

/// <summary>One message's judging: its transaction, and what it began that no other statement sees yet.</summary>
internal sealed record Judging(HeartTransaction Transaction, NpgsqlConnection Connection, CancellationToken Ct)
{
    /// <summary>The signals that this message began, and their sources.</summary>
    public Dictionary<Guid, string> Begun { get; } = [];

    /// <summary>What they say, by which alike ones of the same message are known.</summary>
    public List<(Guid Signal, string Repository, string? Fingerprint, string Title)> Said { get; } = [];
}
