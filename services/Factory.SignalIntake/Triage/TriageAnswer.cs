namespace Factory.SignalIntake.Triage;

/// <summary>What a model took a delivery for.</summary>
/// <param name="Kind">fix, feature, question, docs or not-work; null where there is no answer that can be used.</param>
/// <param name="Repository">Untrusted; null for none.</param>
/// <param name="Rationale">One line.</param>
/// <param name="Confidence">0 to 1; null as of <paramref name="Kind"/>.</param>
/// <param name="Model">Who said so, by its name in the casting.</param>
/// <param name="Problem">Why there is no answer; null where there is one.</param>
public sealed record TriageAnswer(string? Kind, string? Repository, string? Rationale, double? Confidence, string? Model, string? Problem);
