using Factory.Contracts.Runs;

namespace Factory.Droids.Roles;

/// <summary>How a run ended, as its role is told.</summary>
/// <param name="Finish">What the droid handed over; null when it did not finish.</param>
public sealed record RunReport(RunOutcome Outcome, string Reason, Finish? Finish, Spending Spent);
