namespace Factory.History.Teams;

/// <summary>Whom a token stands for.</summary>
/// <param name="Team">Owns what the caller makes, and all that the caller sees.</param>
/// <param name="Operator">May also see and retry dead letters, make tokens for other teams, and rebuild projections.</param>
public sealed record Caller(string Team, bool Operator)
{
    /// <summary>The token's name: of its holder or its purpose.</summary>
    public string Name { get; init; } = "";
}
