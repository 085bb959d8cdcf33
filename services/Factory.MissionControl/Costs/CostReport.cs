using Factory.History.Costs;

namespace Factory.MissionControl.Costs;

/// <summary>What model calls cost.</summary>
/// <param name="By">team, mission, role, model, day or person.</param>
/// <param name="Since">The first day (UTC) that is counted; null for all.</param>
/// <param name="Team">Whose calls; null for all teams'.</param>
public sealed record CostReport(string By, DateOnly? Since, string? Team, IReadOnlyList<CostRow> Rows, CostRow Total);
