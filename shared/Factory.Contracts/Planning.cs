using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;

namespace Factory.Contracts.Planning;

// Between the mission and the droid that plans it.

public sealed record PlanMission(Guid MissionId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Report, TestSettings Tests, MissionLimits Limits, string ReplyTo)
{
    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Said>? Said { get; init; }
}

/// <summary>One unit of change.</summary>
/// <param name="WriteSet">Paths or globs that it may change; empty means any.</param>
/// <param name="Assertions">Ids of the assertions that must hold once it is in; null or empty means the whole contract.</param>
public sealed record PlannedFeature(string Title, IReadOnlyList<string> WriteSet, IReadOnlyList<string>? Assertions = null);

/// <param name="Plan">The plan in words, for people and for the coder.</param>
public sealed record MissionPlanned(Guid MissionId, BlobRef Plan, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, TestSettings Tests, Spending Spent);

/// <summary>No plan was made: the outcome says whether that is an honest "cannot be reproduced" or a failure.</summary>
/// <param name="NotReproduced">True when the tests ran and none of them fails.</param>
public sealed record MissionNotPlanned(Guid MissionId, bool NotReproduced, string Reason, BlobRef? Findings, Spending Spent);

/// <summary>No test fails on base: write one that shows what the report describes.</summary>
public sealed record ReproduceReport(Guid MissionId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Report, TestSettings Tests, MissionLimits Limits, string ReplyTo)
{
    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Said>? Said { get; init; }
}

/// <param name="Change">The test, as a commit on base.</param>
public sealed record ReportReproduced(Guid MissionId, Change Change, IReadOnlyList<Assertion> Contract, Spending Spent);

public sealed record ReportNotReproduced(Guid MissionId, string Reason, Spending Spent);
