namespace Factory.History.Teams;

/// <summary>A token as people may see it: never its text, which nobody keeps.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="RevokedAt">When it was ended; null while it is good.</param>
public sealed record TeamToken(string Team, string Name, bool Operator, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether it is a key of a person's own tools: good for the router's gateway, and for nothing else.</summary>
    public bool Gateway { get; init; }

    /// <summary>What a gateway key may spend; null for what its team may.</summary>
    public KeyBudget? Budget { get; init; }
}
