namespace Factory.Publisher.Connecting;

/// <summary>One thing that was looked at.</summary>
/// <param name="Of">Whose it is, for example a forge's name.</param>
/// <param name="Step">What was looked at, for example <c>authenticated</c>.</param>
/// <param name="Ok">Null where it cannot be told.</param>
/// <param name="Found">What was found.</param>
/// <param name="ToDo">What to do about it; null for nothing.</param>
public sealed record ConnectionFinding(string Of, string Step, bool? Ok, string Found, string? ToDo = null);
