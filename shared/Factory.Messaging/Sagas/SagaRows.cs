using System.Text.Json;
using Factory.History;
using MassTransit;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Messaging.Sagas;

/// <summary>The saga table, as one saga type sees it.</summary>
internal static class SagaRows<TSaga>
    where TSaga : class, ISaga
{
    private static readonly string Type = typeof(TSaga).FullName!;

    public static NpgsqlBatchCommand Lock(Guid id) => new("SELECT version, state FROM factory.saga WHERE id = $1 AND type = $2 FOR UPDATE")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = Type } },
    };

    public static NpgsqlBatchCommand Insert(TSaga saga) => new("INSERT INTO factory.saga (id, type, version, state) VALUES ($1, $2, 1, $3)")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = saga.CorrelationId }, new NpgsqlParameter<string> { TypedValue = Type }, State(saga) },
    };

    public static NpgsqlBatchCommand Update(TSaga saga) => new("UPDATE factory.saga SET version = version + 1, state = $3 WHERE id = $1 AND type = $2")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = saga.CorrelationId }, new NpgsqlParameter<string> { TypedValue = Type }, State(saga) },
    };

    public static TSaga Read(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<TSaga>(reader.GetFieldValue<byte[]>(1), SagaJson.Options)
        ?? throw new InvalidOperationException($"The state of a {Type} is null.");

    private static NpgsqlParameter<byte[]> State(TSaga saga) => new()
    {
        TypedValue = JsonbText.Write(saga, SagaJson.Options),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}

/// <summary>How a saga's state is written.</summary>
internal static class SagaJson
{
    public static readonly JsonSerializerOptions Options = new();
}
