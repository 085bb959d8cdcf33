using Factory.History.Teams;

namespace Factory.MissionControl.Tokens;

/// <summary>Whose tokens a caller may see, make and revoke: those of its own team; an operator's token, those of all.</summary>
internal static class TokenRights
{
    public static bool May(this Caller caller, string team) => caller.Operator || caller.Team == team;

    /// <summary>The same for teams that there are and for those that there are not: the answer must not tell.</summary>
    public static IResult OtherTeam() => OperatorsOnly.Answer("Tokens of other teams are for operators");
}
