using Factory.Contracts;
using Factory.SignalIntake.Triage;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>A delivery as people see it.</summary>
/// <param name="Verdict">accepted, duplicate, ignored, held or rejected; null until it is judged.</param>
/// <param name="SignalId">The signal that it became, or is a duplicate of.</param>
public sealed record ListedDelivery(
    Guid Id, DateTimeOffset ReceivedAt, string Source, string Event, string ExternalId, int Bytes, string? Verdict, string? Why, string? Title, Guid? SignalId)
{
    /// <summary>How many came later that say the same.</summary>
    public int More { get; init; }

    /// <summary>What a model took it for; null where none was asked, or none has answered yet.</summary>
    public TriageAnswer? Triage { get; init; }

    /// <summary>What people see and type.</summary>
    public string ShortId => Ids.Short(Id);

    /// <summary>The mission of its signal, as people type it; null where there is none.</summary>
    public string? MissionShortId => SignalId is { } signal ? Ids.Short(Judging.Verdict.MissionOf(signal)) : null;

    /// <summary>The columns that it is read from, and from where.</summary>
    internal const string ColumnsAndTables = """
        d.id, d.received_at, d.source, d.event, d.external_id, d.bytes, d.verdict, d.why, d.title, d.signal_id, (SELECT s.more FROM factory.signal_text s WHERE s.signal_id = d.signal_id AND d.verdict = 'accepted'),
        t.delivery_id IS NOT NULL, t.kind, t.repository, t.rationale, t.confidence, t.model, t.problem
        FROM factory.delivery d LEFT JOIN factory.triage t ON t.delivery_id = d.id AND t.answered_at IS NOT NULL
        """;

    internal static ListedDelivery Of(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5),
        Text(row, 6), Text(row, 7), Text(row, 8), row.IsDBNull(9) ? null : row.GetGuid(9))
    {
        More = row.IsDBNull(10) ? 0 : row.GetInt32(10),
        Triage = row.GetBoolean(11) ? TriageStore.Read(row, 12) : null,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
