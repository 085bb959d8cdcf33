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
        context.Response.Headers.CacheControl = "no-store";
        return Results.Created("/tokens", new CreatedToken(team, name, wanted.Operator, await tokens.Create(team, name, wanted.Operator, ct)));
    }
}

/// <param name="Team">Default: the caller's.</param>
/// <param name="Name">What it is for; default is a made-up one.</param>
/// <param name="Operator">Whether it lets an operator in; default false.</param>
public sealed record NewToken(string? Team = null, string? Name = null, bool Operator = false);

/// <param name="Token">Its text, which cannot be read again.</param>
public sealed record CreatedToken(string Team, string Name, bool Operator, string Token);
