using Factory.Contracts.Origins;
using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.Deliveries;

/// <summary>The table <c>factory.delivery_question</c>: what Publisher was asked about a delivery, and what it answered.</summary>
internal static class DeliveryQuestions
{
    public const string Author = "author";
    public const string Log = "log";
    public const string Thread = "thread";

    /// <param name="subject">Whom or what it is about.</param>
    public static NpgsqlBatchCommand Ask(Guid delivery, string kind, string subject) =>
        new("INSERT INTO factory.delivery_question (delivery_id, kind, subject) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING") { Parameters = { Of(delivery), Of(kind), Of(subject) } };

    public static NpgsqlBatchCommand Answer(Guid delivery, string kind, Trust? trust, Guid? blob, string? problem) =>
        new("UPDATE factory.delivery_question SET answered_at = now(), trust = $3, blob_id = $4, problem = $5 WHERE delivery_id = $1 AND kind = $2 AND answered_at IS NULL")
        {
            Parameters =
            {
                Of(delivery), Of(kind), Any((short?)trust, NpgsqlDbType.Smallint), Any(blob, NpgsqlDbType.Uuid), Any(problem, NpgsqlDbType.Text),
            },
        };

    /// <summary>Asks anew when it is judged anew.</summary>
    public static NpgsqlBatchCommand Forget(Guid delivery) => new("DELETE FROM factory.delivery_question WHERE delivery_id = $1") { Parameters = { Of(delivery) } };

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Any<T>(T? value, NpgsqlDbType type) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = type };
}
