using System.CommandLine;
using Factory.Cli.Fixing;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Commands;

/// <summary><c>factory ask</c>: a question about a repository is answered, with citations; nothing is changed.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var repo = new Option<string>("--repo", "-r") { Description = "The git repository, bare or not; it is only read. Or an address: https://HOST/OWNER/NAME, git@HOST:OWNER/NAME.", HelpName = "PATH|ADDRESS", Required = true };
        var question = new Argument<string>("QUESTION") { Description = "What you want to know of the repository, in words." };
        var start = new Option<string?>("--base", "-b") { Description = "Branch, tag or commit to look at. Default: HEAD.", HelpName = "BRANCH" };
        var timeout = new Option<string>("--timeout") { Description = "How long it may take: 90s, 10m, 2h, 3d.", HelpName = "TIME", DefaultValueFactory = _ => "10m" };
        var json = CommonOptions.Json();
        var command = new Command("ask", "Answers a question about a git repository, citing files and commits. Needs a model for the role research. Exit code 0: answered, 2: not answered, 1: failed, 64: usage.")
        {
            repo, question, start, timeout, json,
        };
        command.Runs(
            (parsed, screen, ct) => new Fix(CommonOptions.DataFolderOf(parsed), "ask", screen).Run(
                () => Task.FromResult(new SignalRequest(
                    FixCommand.Place(parsed.GetRequiredValue(repo)), parsed.GetRequiredValue(question), Title: null, Test: null, parsed.GetValue(start), parsed.GetValue(timeout), IdempotencyKey: null) { Kind = SignalChecks.Question }),
                ct),
            json);
        return command;
    }
}
