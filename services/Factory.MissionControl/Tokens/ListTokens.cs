using Factory.History.Teams;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Tokens;

/// <summary><c>GET /tokens?team=</c>: the tokens of a team without their text; an operator who names no team sees those of all.</summary>
internal static class ListTokens
{
    public static async Task<IResult> Handle(HttpContext context, TeamTokens tokens, CancellationToken ct, string? team = null)
    {
        var caller = context.Caller();
        if (team is not null && !caller.May(team))
            return TokenRights.OtherTeam();
        return Results.Ok(await tokens.List(team ?? (caller.Operator ? null : caller.Team), ct));
    }
}
