using System.Text.Json;

namespace Factory.Router.Ledger;

/// <summary>What is written, as the JSON that the ledger's functions take: keys are the columns of <c>factory.ledger_call</c>.</summary>
internal static class LedgerRows
{
    public const string None = "[]";

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Orders(IReadOnlyCollection<LedgerOrder> orders) => orders.Count == 0 ? None : JsonSerializer.Serialize(orders.Select(Order), Options);

    public static string Ended(IReadOnlyCollection<EndedCall> ended) => ended.Count == 0 ? None : JsonSerializer.Serialize(
        ended.Select(call => new Row(call.Id, call.Use is null ? "released" : "settled", call.Use ?? LedgerUse.Nothing)), Options);

    /// <summary>The run of such a row names its slice.</summary>
    public static string Spent(IReadOnlyCollection<SliceUse> spent) => spent.Count == 0 ? None : JsonSerializer.Serialize(
        spent.Select(use => new Row(use.Id, "settled", use.Use) { Team = use.Account.Team, Person = use.Account.Person, RunId = use.Slice, Role = use.Role, Model = use.Model }), Options);

    public static string Slices(IReadOnlyCollection<SliceState> slices) => slices.Count == 0 ? None : JsonSerializer.Serialize(
        slices.Select(slice => new { slice.Id, State = slice.Released ? "released" : "reserved", slice.OpenUsd, slice.OpenCalls }), Options);

    public static string Settled(Guid id, LedgerAccount account, int turn, string role, string model, LedgerUse use) => JsonSerializer.Serialize(
        new Row(id, "settled", use)
        {
            Team = account.Team, Person = account.Person, MissionId = account.Mission, FeatureId = account.Feature, RunId = account.Run, Turn = turn, Role = role, Model = model,
        },
        Options);

    private static object Order(LedgerOrder order) => new
    {
        order.Id, order.Account.Team, order.Account.Person, MissionId = order.Account.Mission, FeatureId = order.Account.Feature, RunId = order.Account.Run, order.Turn, order.Role,
        order.Model, order.Slice, order.Waits, order.Usd, order.LeastUsd, order.Tokens, order.LeastTokens, order.Calls,
        Caps = order.Caps.Select(cap => new { cap.Account, Period = PeriodName(cap.Cap.Period), cap.Cap.Usd, cap.Cap.Tokens, cap.Cap.Calls, cap.Cap.Until }),
    };

    private static string PeriodName(CapPeriod period) => period switch
    {
        CapPeriod.Day => "day",
        CapPeriod.Month => "month",
        _ => "total",
    };

    private sealed record Row(Guid Id, string State, decimal Usd, long InputTokens, long CachedTokens, long OutputTokens, long Calls, long EstimatedCalls)
    {
        public Row(Guid id, string state, LedgerUse use)
            : this(id, state, use.Usd, use.InputTokens, use.CachedTokens, use.OutputTokens, use.Calls, use.EstimatedCalls)
        {
        }

        public string? Team { get; init; }

        public string? Person { get; init; }

        public Guid? MissionId { get; init; }

        public Guid? FeatureId { get; init; }

        public Guid? RunId { get; init; }

        public int? Turn { get; init; }

        public string? Role { get; init; }

        public string? Model { get; init; }
    }
}
