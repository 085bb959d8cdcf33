using Factory.History.Teams;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Tokens;

/// <summary><c>POST /tokens/revoke</c>: ends all tokens of a team that have a name.</summary>
internal static class RevokeToken
{
    public static async Task<IResult> Handle(TokenName token, HttpContext context, TeamTokens tokens, CancellationToken ct)
    {
        var team = token.Team ?? context.Caller().Team;
        if (!context.Caller().May(team))
            return TokenRights.OtherTeam();
        var revoked = await tokens.Revoke(team, token.Name, ct);
        return revoked > 0
            ? Results.Ok(new RevokedTokens(team, token.Name, revoked))
            : Results.Problem($"Team '{team}' has no token '{token.Name}' that is good; GET /tokens lists them.", statusCode: StatusCodes.Status404NotFound, title: "No such token");
    }
}

/// <param name="Team">Default: the caller's.</param>
public sealed record TokenName(string Name, string? Team = null);

/// <param name="Revoked">How many tokens had the name.</param>
public sealed record RevokedTokens(string Team, string Name, int Revoked);
