using System.Security.Cryptography;
using Factory.History.Teams;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Tokens;

/// <summary><c>POST /tokens</c>: makes a token, and its team where it is new. The answer is the only place where its text ever is.</summary>
internal static class CreateToken
{
    public static async Task<IResult> Handle(NewToken wanted, HttpContext context, TeamTokens tokens, CancellationToken ct)
    {
        var caller = context.Caller();
        var team = wanted.Team ?? caller.Team;
        if (!caller.May(team))
            return TokenRights.OtherTeam();
        if (wanted.Operator && !caller.Operator)
            return OperatorsOnly.Answer("Only an operator makes operators");
        var name = wanted.Name ?? $"token-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        if (TeamTokens.Problem(team, name) is { } problem)
            return Results.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity, title: "No token was made");
        var budget = wanted.Usd is { } usd ? KeyBudget.Parse(usd) : null;
        if (Contradiction(wanted, budget) is { } contradiction)
            return Results.Problem(contradiction, statusCode: StatusCodes.Status422UnprocessableEntity, title: "No token was made");
        context.Response.Headers.CacheControl = "no-store";
        var token = wanted.Gateway ? await tokens.CreateGatewayKey(team, name, budget, ct) : await tokens.Create(team, name, wanted.Operator, ct);
        return Results.Created("/tokens", new CreatedToken(team, name, wanted.Operator, token) { Gateway = wanted.Gateway, Budget = budget?.ToString() });
    }

    private static string? Contradiction(NewToken wanted, KeyBudget? budget) =>
        wanted is { Gateway: true, Operator: true } ? "A gateway key lets nobody in as an operator: make two."
        : wanted.Usd is not null && !wanted.Gateway ? "Only gateway keys have a budget."
        : wanted.Usd is not null && budget is null ? $"'{wanted.Usd}' is no budget: write US dollars, for example 20, 2.50/day or 20/month."
        : null;
}

/// <param name="Team">Default: the caller's.</param>
/// <param name="Name">What it is for; default is a made-up one.</param>
/// <param name="Operator">Whether it lets an operator in; default false.</param>
/// <param name="Gateway">Whether it is a key for a person's own tools, good for the gateway alone; default false.</param>
/// <param name="Usd">What a gateway key may spend: US dollars, for example <c>20</c>, <c>2.50/day</c> or <c>20/month</c>; null for what the team may.</param>
public sealed record NewToken(string? Team = null, string? Name = null, bool Operator = false, bool Gateway = false, string? Usd = null);

/// <param name="Token">Its text, which cannot be read again.</param>
public sealed record CreatedToken(string Team, string Name, bool Operator, string Token)
{
    public bool Gateway { get; init; }

    public string? Budget { get; init; }
}
