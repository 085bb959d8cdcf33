namespace Factory.MissionControl;

/// <summary>The answer to a team's token where what was asked for concerns all teams.</summary>
internal static class OperatorsOnly
{
    /// <param name="why">A sentence that says what it concerns.</param>
    public static IResult Answer(string why) =>
        Results.Problem($"{why}: use an operator's token.", statusCode: StatusCodes.Status403Forbidden, title: "For operators only");
}
