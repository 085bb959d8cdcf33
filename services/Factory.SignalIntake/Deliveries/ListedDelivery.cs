using Factory.Contracts;
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

    /// <summary>What people see and type.</summary>
    public string ShortId => Ids.Short(Id);

    /// <summary>The mission of its signal, as people type it; null where there is none.</summary>
    public string? MissionShortId => SignalId is { } signal ? Ids.Short(Judging.Verdict.MissionOf(signal)) : null;

    internal const string Columns = "id, received_at, source, event, external_id, bytes, verdict, why, title, signal_id, (SELECT t.more FROM factory.signal_text t WHERE t.signal_id = factory.delivery.signal_id AND verdict = 'accepted')";

    internal static ListedDelivery Of(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5),
        Text(row, 6), Text(row, 7), Text(row, 8), row.IsDBNull(9) ? null : row.GetGuid(9))
    {
        More = row.IsDBNull(10) ? 0 : row.GetInt32(10),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
