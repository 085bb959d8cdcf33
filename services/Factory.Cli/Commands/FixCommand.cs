using System.CommandLine;
using Factory.Cli.Fixing;
using Factory.Contracts;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Commands;

/// <summary><c>factory fix</c>: a report about a repository becomes a branch with a verified fix.</summary>
internal static class FixCommand
{
    public static Command Create()
    {
        var repo = new Option<string>("--repo", "-r") { Description = "The git repository, bare or not; its working tree, index and branches are left alone. Or an address: https://HOST/OWNER/NAME, git@HOST:OWNER/NAME.", HelpName = "PATH|ADDRESS", Required = true };
        var report = new Option<string?>("--report") { Description = "What is wrong, in words.", HelpName = "TEXT" };
        var file = new Option<string?>("--file", "-f") { Description = "A file with the report; '-' reads standard input.", HelpName = "FILE" };
        var title = new Option<string?>("--title") { Description = "One line for the mission. Default: the report's first line.", HelpName = "TEXT" };
        var test = new Option<string?>("--test", "-t") { Description = "The repository's test command. Default: what is detected.", HelpName = "CMD" };
        var start = new Option<string?>("--base", "-b") { Description = "Branch, tag or commit to start from. Default: HEAD.", HelpName = "BRANCH" };
        var timeout = new Option<string>("--timeout") { Description = "How long it may take: 90s, 10m, 2h, 3d.", HelpName = "TIME", DefaultValueFactory = _ => "10m" };
        var attach = CommonOptions.Attach();
        var usd = CommonOptions.Usd();
        var turns = CommonOptions.Turns();
        var json = CommonOptions.Json();
        var command = new Command("fix", "Fixes what a report describes in a git repository; the result is a new branch there. Exit code 0: published, 2: not fixed, 1: failed, 64: usage.")
        {
            repo, report, file, attach, title, test, start, timeout, usd, turns, json,
        };
        command.Runs(
            (parsed, screen, ct) => new Fix(CommonOptions.DataFolderOf(parsed), "fix", screen).Run(
                () => Task.FromResult(new SignalRequest(
                    Place(parsed.GetRequiredValue(repo)), ReportSource.Read(parsed.GetValue(report), parsed.GetValue(file)), parsed.GetValue(title), parsed.GetValue(test), parsed.GetValue(start),
                    parsed.GetValue(timeout), IdempotencyKey: null)
                {
                    Usd = parsed.GetValue(usd), Turns = parsed.GetValue(turns), Attachments = AttachedFiles.Read(parsed.GetValue(attach)),
                }),
                ct),
            json);
        return command;
    }

    /// <summary>An absolute path, or an address as it was typed.</summary>
    internal static string Place(string typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Contains('\0', StringComparison.Ordinal) ? throw new UsageException("--repo names no folder. Give the folder of a git repository, or its address.")
        : RepositoryAddress.IsMeant(typed) ? typed
        : Path.GetFullPath(typed);
}
