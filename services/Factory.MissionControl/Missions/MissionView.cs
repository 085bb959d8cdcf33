using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Contracts.Research;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.History.Costs;
using Factory.History.Missions;

namespace Factory.MissionControl.Missions;

/// <summary>A mission as people see it.</summary>
/// <param name="ShortId">What people type for it.</param>
/// <param name="State">running, in-review (its pull request is waited for), paused or ended.</param>
/// <param name="Outcome">published, not-fixed, answered, not-answered, reviewed, failed or cancelled; null until it ended.</param>
/// <param name="Reason">Why it ended so.</param>
/// <param name="BaseCommit">What the change starts from; null until the repository was fetched.</param>
/// <param name="Branch">Where the change was published.</param>
/// <param name="Commit">The published commit, or else the last one that was proven.</param>
/// <param name="Seconds">From start to end, or to the last event.</param>
/// <param name="OnBase">What the tester saw before the change.</param>
/// <param name="OnHead">What the tester saw with the change.</param>
/// <param name="Notes">What was tried and where the fault may be, where a mission ended without a fix: a blob.</param>
/// <param name="Limits">As they hold now.</param>
public sealed record MissionView(
    Guid MissionId,
    string ShortId,
    Guid SignalId,
    string Title,
    string Repository,
    string? Base,
    string? BaseCommit,
    string State,
    string? Outcome,
    string? Reason,
    string? Branch,
    string? Commit,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    double Seconds,
    Spending Spent,
    IReadOnlyList<Assertion> Contract,
    IReadOnlyList<EvidenceView> OnBase,
    IReadOnlyList<EvidenceView> OnHead,
    IReadOnlyList<Finding> Findings,
    BlobRef Report,
    BlobRef? Plan,
    BlobRef? Description,
    BlobRef? Notes,
    MissionLimits Limits)
{
    /// <summary>change, question, review or docs.</summary>
    public string Kind { get; init; } = "change";

    /// <summary>The pull request of its change; null where there is none.</summary>
    public PullRequestView? PullRequest { get; init; }

    /// <summary>How often the published change was reworked, or is.</summary>
    public int Reworks { get; init; }

    /// <summary>Why it is reworked now; null where it is not.</summary>
    public string? Rework { get; init; }

    /// <summary>What whoever waits for the mission gets: its outcome, or published as soon as its pull request is there and nobody works on it any more. Null until then.</summary>
    public string? Result => Outcome ?? (PullRequest is not null && Rework is null ? OutcomeNames.Of(MissionOutcome.Published) : null);

    /// <summary>The answer to a question, as Markdown; null as long as there is none, or when it was erased.</summary>
    public string? Answer { get; init; }

    /// <summary>Where the answer is stored; null as long as there is none.</summary>
    public BlobRef? AnswerBlob { get; init; }

    /// <summary>What the answer rests on.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>What the plan may come to, guessed before anything started; null as long as there is no plan.</summary>
    public PlanEstimate? Estimate { get; init; }

    /// <summary>Assertions of the plan that nothing proves, with why.</summary>
    public IReadOnlyList<UncoveredAssertion> Uncovered { get; init; } = [];

    /// <summary>What its model calls cost so far, by role and model, with what is reserved and what may have been paid. Empty where only the mechanic played.</summary>
    public IReadOnlyList<CostRow> Costs { get; init; } = [];

    /// <summary>The settings that it is played with, the present ones last. Empty before its first turn, and where nobody is cast but the mechanic.</summary>
    public IReadOnlyList<CastingView> Castings { get; init; } = [];
}

/// <param name="State">open, merged, closed or reverted, as far as the factory heard.</param>
/// <param name="By">Who did that; null while it is open.</param>
public sealed record PullRequestView(string Repository, long Number, string Url, string HeadCommit, string State, string? By)
{
    public const string Open = "open";
}

/// <param name="Hash">Tells settings apart; each turn's decision names it.</param>
/// <param name="By">factory for the first; else who cast it anew.</param>
/// <param name="Settings">The blob that holds them, without keys.</param>
public sealed record CastingView(string Hash, string By, DateTimeOffset At, Guid Settings);

/// <summary>What a service saw about one assertion at one commit, without its signature.</summary>
public sealed record EvidenceView(string Assertion, bool Passed, string Commit, string LogHash, Guid Log, double Seconds, TestCounts Counts)
{
    internal static EvidenceView Of(Evidence evidence) =>
        new(evidence.Assertion, evidence.Passed, evidence.Commit, evidence.LogHash, evidence.Log.Id, evidence.Seconds, evidence.Counts);
}
