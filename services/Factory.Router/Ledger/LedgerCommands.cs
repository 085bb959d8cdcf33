using Npgsql;
using NpgsqlTypes;

namespace Factory.Router.Ledger;

/// <summary>The ledger's statements.</summary>
internal static class LedgerCommands
{
    public const string Write = "SELECT granted, usd, tokens, calls, cap, spent, held FROM factory.ledger_write($1, $2, $3, $4, $5)";

    public static NpgsqlParameter[] Parameters(Guid node, LedgerBatch batch) =>
    [
        Of(node), Json(LedgerRows.Ended(batch.Ended)), Json(LedgerRows.Spent(batch.Spent)), Json(LedgerRows.Slices(batch.Slices)), Json(LedgerRows.Orders([.. batch.Orders.Select(order => order.Order)])),
    ];

    /// <summary>Becomes part of the transaction that records an answer. Touches rows of this turn alone.</summary>
    public static NpgsqlBatchCommand Settle(Guid node, string row) => new("SELECT factory.ledger_settle($1, $2)") { Parameters = { Of(node), Json(row) } };

    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
