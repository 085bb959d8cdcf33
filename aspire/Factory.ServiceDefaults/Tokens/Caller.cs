namespace Factory.ServiceDefaults.Tokens;

/// <param name="Team">Owns what the caller makes, and all that the caller sees.</param>
/// <param name="Operator">May also see and retry dead letters.</param>
public sealed record Caller(string Team, bool Operator);
