using System.Globalization;
using Factory.History.Costs;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Costs;

/// <summary><c>GET /costs?by=&amp;since=</c>: what model calls cost. A team sees its own, operators see all.</summary>
internal static class ReadCosts
{
    private static readonly Dictionary<string, CostsBy> Ways = new(StringComparer.Ordinal)
    {
        ["model"] = CostsBy.Model, ["role"] = CostsBy.Role, ["team"] = CostsBy.Team, ["mission"] = CostsBy.Mission, ["day"] = CostsBy.Day, ["person"] = CostsBy.Person,
    };

    public static async Task<IResult> Handle(HttpContext context, CostQueries costs, TimeProvider time, CancellationToken ct, string by = "model", string? since = null)
    {
        if (!Ways.TryGetValue(by, out var way))
            return Wrong($"Costs cannot be shown by {by[..Math.Min(by.Length, 64)]}; write one of {string.Join(", ", Ways.Keys)}.");
        if (since is not null && Day(since, time) is null)
            return Wrong("'since' is a day such as 2026-11-30 (UTC), or a number of days such as 30d.");
        var caller = context.Caller();
        var (team, from) = (caller.Operator ? null : caller.Team, since is null ? null : Day(since, time));
        var rows = await costs.Read(way, team, from, ct);
        return Results.Ok(new CostReport(by, from, team, rows, rows.Aggregate(CostRow.None, (sum, row) => sum.Plus(row))));
    }

    private static DateOnly? Day(string since, TimeProvider time) =>
        DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : since is [.. var days, 'd'] && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 36_500
            ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - count)
            : null;

    private static IResult Wrong(string why) => Results.Problem(why, statusCode: StatusCodes.Status400BadRequest, title: "Costs cannot be shown so");
}
