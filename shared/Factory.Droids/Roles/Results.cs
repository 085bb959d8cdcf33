using System.Text.Json;
using System.Text.Json.Serialization;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Research;

namespace Factory.Droids.Roles;

// What each role hands over when it calls finish: camelCase JSON, enums as lower-case words. The schemas a model is shown are in Finishing.

/// <param name="Plan">The plan in words.</param>
/// <param name="Reproduced">True when the contract says what must hold; false when nothing shows what the report describes.</param>
/// <param name="Contract">An assertion without tests and command lacks a test: the tester droid writes it before any code.</param>
/// <param name="Reason">Why there is no plan; otherwise null.</param>
public sealed record PlannerResult(string Plan, bool Reproduced, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, string? Reason = null);

/// <param name="Claims">What was changed and why it is right. Moves nothing.</param>
/// <param name="Stuck">True when no change was found that the droid would stand for.</param>
/// <param name="Suspicious">Where the fault may be, for people, when stuck.</param>
public sealed record CoderResult(string Claims, bool Stuck = false, string? Reason = null, IReadOnlyList<SuspiciousPlace>? Suspicious = null);

/// <param name="Score">0 to 1; 1 is most suspicious.</param>
public sealed record SuspiciousPlace(string Path, int Line, double Score);

/// <param name="Tests">Names of the tests that were written and fail on base.</param>
/// <param name="Covered">Which of them prove which assertion of the contract; null where the report as a whole was to be shown.</param>
/// <param name="Uncovered">Assertions that no test could be written for, with why.</param>
public sealed record TesterResult(
    bool Reproduced, IReadOnlyList<string> Tests, string? Reason = null, IReadOnlyList<CoveredAssertion>? Covered = null, IReadOnlyList<AssertionWithoutTest>? Uncovered = null);

/// <param name="Assertion">Its id.</param>
public sealed record CoveredAssertion(string Assertion, IReadOnlyList<string> Tests);

/// <param name="Assertion">Its id.</param>
public sealed record AssertionWithoutTest(string Assertion, string Reason);

/// <param name="Findings">In the first pass the candidates; in the second, and as recorded at its end, what was confirmed.</param>
/// <param name="Verdicts">In the second pass: one for each candidate.</param>
/// <param name="Dropped">Recorded at the end of the second pass: candidates that were not confirmed. Never taken from the droid.</param>
public sealed record ReviewerResult(IReadOnlyList<Finding>? Findings = null, IReadOnlyList<CandidateVerdict>? Verdicts = null, IReadOnlyList<DroppedFinding>? Dropped = null);

/// <param name="Candidate">Its number in the list, from 1.</param>
/// <param name="Trigger">Of a confirmed one: the input or the steps that show the fault, and what happens.</param>
/// <param name="Reason">Of one that is not confirmed: what was tried and seen.</param>
/// <param name="SuggestionHolds">Of a confirmed one with a suggestion: whether it mends the fault; else only the suggestion is dropped.</param>
public sealed record CandidateVerdict(int Candidate, ReviewVerdict Verdict, string? Trigger = null, string? Reason = null, bool SuggestionHolds = false);

public enum ReviewVerdict
{
    Confirmed = 1,
    Refuted = 2,

    /// <summary>No trigger could be stated.</summary>
    Unclear = 3,
}

/// <param name="Answered">False when the repository does not answer the question.</param>
/// <param name="Answer">Markdown; empty when nothing was answered.</param>
/// <param name="Reason">Why nothing was answered; otherwise null.</param>
public sealed record ResearchResult(bool Answered, string Answer, IReadOnlyList<Citation> Citations, string? Reason = null);

/// <param name="Title">One line in the imperative, at most 72 characters: the commit's subject.</param>
/// <param name="Description">Markdown: cause, change, evidence.</param>
/// <param name="Follows">Where it was asked whether documentation must follow: false when nothing must, with the reason.</param>
/// <param name="Reason">Why nothing must follow; otherwise null.</param>
public sealed record DocsResult(string Title, string Description, bool Follows = true, string? Reason = null);

/// <param name="Kind">fix, feature, question, docs or not-work.</param>
/// <param name="Repository">Where the task lists several: the one that it is about.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record TriageResult(string Kind, string Rationale, double Confidence, string? Repository = null);

/// <summary>JSON of results, transcripts and orders.</summary>
public static class DroidJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = false,
    };
}
