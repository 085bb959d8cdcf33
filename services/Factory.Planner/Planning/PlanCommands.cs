using Factory.Contracts.Features;
using Factory.Workspaces;
using Factory.Workspaces.Testing;

namespace Factory.Planner.Planning;

/// <summary>Tries the commands of a contract before any code is written: one that holds already proves nothing.</summary>
internal static class PlanCommands
{
    /// <summary>What is wrong with the commands, for the droid; null when nothing is.</summary>
    public static async Task<string?> Problem(Workspace workspace, IReadOnlyList<Assertion> contract, CancellationToken ct)
    {
        var commands = contract.Where(assertion => assertion.Command is not null).Select(assertion => new EvidenceCommand(assertion.Id, assertion.Command!)).ToList();
        if (commands.Count == 0)
            return null;
        var logs = await EvidenceCommands.Run(workspace, commands, "base", workspace.BaseCommit, ct);
        var holding = commands.Zip(logs).Where(ran => ran.Second.Report is { Complete: true, ExitCode: 0 }).Select(ran => ran.First.Id).ToList();
        if (holding.Count > 0)
            return $"The commands of {string.Join(", ", holding)} end with exit code 0 already, so they prove nothing. A command must fail until its assertion holds.";
        var endless = commands.Zip(logs).Where(ran => !ran.Second.Report.Complete).Select(ran => ran.First.Id).ToList();
        return endless.Count > 0
            ? $"The commands of {string.Join(", ", endless)} did not end by themselves within {EvidenceCommands.LongestRun.TotalMinutes:0} minutes or their limits. Give commands that do."
            : null;
    }
}
