namespace Factory.History.Teams;

/// <summary>A token as people may see it: never its text, which nobody keeps.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="RevokedAt">When it was ended; null while it is good.</param>
public sealed record TeamToken(string Team, string Name, bool Operator, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
