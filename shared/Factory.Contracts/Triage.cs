namespace Factory.Contracts.Triage;

// What SignalIntake asks the router about a delivery that its rules do not decide, and what it is answered.

/// <summary>What does this ask for? Answered by the role triage, where somebody is cast for it by name.</summary>
/// <param name="SignalId">The delivery.</param>
/// <param name="AskId">New each time that a delivery is judged anew: what is answered to an earlier asking counts no more. Also the run in which history keeps question and answer.</param>
/// <param name="MissionId">The mission that it would cause.</param>
/// <param name="Prompt">Rules of our own.</param>
/// <param name="PromptHash">First 16 hexadecimal digits of the SHA-256 of the role's prompt file.</param>
/// <param name="Task">What was sent, quoted and labelled as data.</param>
/// <param name="Places">Where the repositories are that it may be about: rules of the casting look at them.</param>
/// <param name="BudgetUsd">What the answer may cost at most.</param>
/// <param name="Until">Nobody waits for an answer that comes later.</param>
public sealed record ClassifySignal(
    Guid SignalId, Guid AskId, Guid MissionId, string Team, BlobRef Prompt, string PromptHash, BlobRef Task, IReadOnlyList<string> Places, decimal BudgetUsd, DateTimeOffset Until, string ReplyTo);

/// <param name="IsCast">False where nobody is cast for it: then nothing was asked.</param>
/// <param name="Answer">Null where there is none that can be used.</param>
/// <param name="Problem">Why there is none; null where there is one, or nobody is cast.</param>
public sealed record SignalClassified(Guid SignalId, Guid AskId, bool IsCast, Classification? Answer, string? Problem);

/// <summary>What a model takes a delivery for. It was checked against the schema and nothing else.</summary>
/// <param name="Kind">fix, feature, question, docs or not-work.</param>
/// <param name="Repository">The one that it is about, where it was asked which; null for none.</param>
/// <param name="Rationale">Untrusted, as all that models say.</param>
/// <param name="Confidence">0 to 1, as the model says.</param>
/// <param name="Model">Its name in the casting.</param>
public sealed record Classification(string Kind, string? Repository, string Rationale, double Confidence, string Model);
