using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;

namespace Factory.Contracts.Planning;

// Between the mission and the droid that plans it.

public sealed record PlanMission(Guid MissionId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Report, TestSettings Tests, MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Said>? Said { get; init; }
}

/// <summary>One unit of change.</summary>
/// <param name="WriteSet">Paths or globs that it may change; empty means any.</param>
/// <param name="Assertions">Ids of the assertions that must hold once it is in; null or empty means the whole contract.</param>
public sealed record PlannedFeature(string Title, IReadOnlyList<string> WriteSet, IReadOnlyList<string>? Assertions = null)
{
    /// <summary>Short name within the plan, for example <c>F1</c>; null where no other feature refers to it.</summary>
    public string? Id { get; init; }

    /// <summary>Ids of the features that must be in before it; null for none.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>How many turns the planner expects the coder to need; null where it does not say.</summary>
    public int? Turns { get; init; }
}

/// <summary>What a plan may come to, guessed before anything starts. A guess, not a limit.</summary>
/// <param name="Runs">Droid runs when nothing is sent back.</param>
/// <param name="Turns">Model answers of those runs.</param>
/// <param name="Usd">What so many turns cost at the price of the planner's own; 0 where its model costs nothing.</param>
public sealed record PlanEstimate(int Runs, int Turns, decimal Usd);

/// <summary>An assertion of a plan that nothing can prove; it is no part of the contract any more.</summary>
/// <param name="Why">What the tester droid said of it.</param>
public sealed record UncoveredAssertion(string Id, string Statement, string Why);

/// <param name="Plan">The plan in words, for people and for the coder.</param>
public sealed record MissionPlanned(Guid MissionId, BlobRef Plan, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, TestSettings Tests, Spending Spent)
{
    /// <summary>What the plan may come to.</summary>
    public PlanEstimate? Estimate { get; init; }
}

/// <summary>No plan was made: the outcome says whether that is an honest "cannot be reproduced" or a failure.</summary>
/// <param name="NotReproduced">True when the tests ran and none of them fails.</param>
public sealed record MissionNotPlanned(Guid MissionId, bool NotReproduced, string Reason, BlobRef? Findings, Spending Spent);

/// <summary>Write the tests that are missing on base: those of a contract, or one that shows what the report describes.</summary>
public sealed record ReproduceReport(Guid MissionId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Report, TestSettings Tests, MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>The plan that the assertions are from; null where there is none.</summary>
    public BlobRef? Plan { get; init; }

    /// <summary>Assertions that no test proves yet; null or empty where the report as a whole is to be shown.</summary>
    public IReadOnlyList<Assertion>? Missing { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Said>? Said { get; init; }
}

/// <param name="Change">The tests, as a commit on base.</param>
/// <param name="Contract">The assertions that they prove, each with its tests.</param>
public sealed record ReportReproduced(Guid MissionId, Change Change, IReadOnlyList<Assertion> Contract, Spending Spent)
{
    /// <summary>Assertions that no test could be written for; null or empty for none.</summary>
    public IReadOnlyList<UncoveredAssertion>? Uncovered { get; init; }
}

public sealed record ReportNotReproduced(Guid MissionId, string Reason, Spending Spent);
