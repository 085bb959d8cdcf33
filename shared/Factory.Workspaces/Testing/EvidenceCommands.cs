using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Scanning;

namespace Factory.Workspaces.Testing;

/// <summary>A command that proves something in place of tests.</summary>
/// <param name="Id">Whose proof it is.</param>
/// <param name="Command">A line for <c>/bin/sh</c>, run in the checkout's root.</param>
public sealed record EvidenceCommand(string Id, string Command);

/// <summary>What a command did over base's and over head's product files.</summary>
public sealed record CommandComparison(string Id, EvidenceLog OnBase, EvidenceLog OnHead)
{
    /// <summary>Whether it ended by itself, with exit code 0, on base.</summary>
    public bool HeldOnBase => Held(OnBase);

    /// <summary>Whether it ended by itself, with exit code 0, on head.</summary>
    public bool HoldsOnHead => Held(OnHead);

    private static bool Held(EvidenceLog log) => log.Report is { Complete: true, ExitCode: 0 };
}

/// <summary>Runs the commands of a contract, one after another, in the sandbox.</summary>
public static class EvidenceCommands
{
    /// <summary>Of one command.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <param name="name">Which run it is, as in <see cref="EvidenceLog"/>.</param>
    /// <returns>A log each, in the order of the commands.</returns>
    public static async Task<IReadOnlyList<EvidenceLog>> Run(Workspace workspace, IReadOnlyList<EvidenceCommand> commands, string name, string commit, CancellationToken cancellationToken)
    {
        var logs = new List<EvidenceLog>(commands.Count);
        foreach (var command in commands)
        {
            var result = await workspace.Run(CommandRequest.Shell(command.Command) with { TimeLimit = LongestRun }, cancellationToken);
            var ended = result.Killed == KillReason.None;
            var end = ended ? $"exit code {result.ExitCode}" : $"killed: {result.Killed.ToString().ToLowerInvariant()} limit";
            var log = Redaction.Of([.. Encoding.UTF8.GetBytes($"$ {command.Command}\n"), .. result.WholeOutput.Span, .. Encoding.UTF8.GetBytes($"\n--- {end} ---\n")]);
            var report = new TestReport([], ended ? result.ExitCode : null, ended, log, result.TimedOut, null, result.Seconds);
            logs.Add(new EvidenceLog(name, commit, report, Convert.ToHexStringLower(SHA256.HashData(log))));
        }

        return logs;
    }
}
