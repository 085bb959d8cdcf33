using Factory.MissionControl.Missions;
using Spectre.Console;

namespace Factory.Cli.Output;

/// <summary>How a mission ended, for people: the diff, the evidence before and after, the branch, and what it cost.</summary>
internal static class ResultPrinter
{
    private const int LongestDiff = 400;

    public static void Print(Screen screen, MissionView mission, string? diff, double seconds)
    {
        screen.Line();
        if (!string.IsNullOrEmpty(diff))
            PrintDiff(screen, diff);
        if (mission.OnHead.Count > 0)
            PrintEvidence(screen, mission);
        PrintOutcome(screen, mission);
        PrintPullRequest(screen, mission);
        foreach (var left in mission.Uncovered)
            screen.Line($"[yellow]not proven[/] {Screen.Escape($"{left.Id}: {left.Statement} ({left.Why})")}");
        PrintGuess(screen, mission);
        screen.Line($"[grey]cost[/]     {mission.Spent.Usd:0.00##} USD, {mission.Spent.Tokens:n0} tokens, {mission.Spent.Turns} turns; mission {mission.Seconds:0.0} s, all {seconds:0.0} s");
        CostPrinter.Lines(screen, mission.Costs);
        screen.Line($"[grey]mission[/]  {mission.ShortId} ({mission.MissionId})");
    }

    /// <summary>What the plan may come to, where there is one.</summary>
    public static void PrintGuess(Screen screen, MissionView mission)
    {
        if (mission.Estimate is { } guess)
            screen.Line($"[grey]guess[/]    {guess.Runs} runs, about {guess.Turns} turns, about {guess.Usd:0.00##} USD after planning, if nothing is sent back");
    }

    private static void PrintDiff(Screen screen, string diff)
    {
        var lines = SafeText.Block(diff).TrimEnd('\n').Split('\n');
        foreach (var line in lines.Take(LongestDiff))
            screen.Line($"{Colour(line)}{Markup.Escape(line)}[/]");
        if (lines.Length > LongestDiff)
            screen.Line($"[grey]… {lines.Length - LongestDiff:n0} more lines: see git diff[/]");
        screen.Line();
    }

    private static string Colour(string line) => line switch
    {
        ['+', '+', '+', ..] or ['-', '-', '-', ..] or ['d', 'i', 'f', 'f', ' ', ..] or ['i', 'n', 'd', 'e', 'x', ' ', ..] => "[bold]",
        ['@', '@', ..] => "[cyan]",
        ['+', ..] => "[green]",
        ['-', ..] => "[red]",
        _ => "[default]",
    };

    private static void PrintEvidence(Screen screen, MissionView mission)
    {
        screen.Line("[bold]evidence[/]");
        foreach (var after in mission.OnHead)
        {
            var before = mission.OnBase.FirstOrDefault(seen => seen.Assertion == after.Assertion);
            screen.Line($"  {Screen.Escape($"{after.Assertion}: {Statement(mission, after.Assertion)}")}");
            if (before is not null)
                screen.Line($"    [grey]before[/]  {Seen(before)}");
            screen.Line($"    [grey]after[/]   {Seen(after)}");
        }

        screen.Line();
    }

    private static string Statement(MissionView mission, string assertion) =>
        assertion == Factory.Contracts.Features.Evidence.NoRegressions
            ? "what passed before still passes"
            : mission.Contract.FirstOrDefault(asserted => asserted.Id == assertion)?.Statement ?? "";

    private static string Seen(EvidenceView seen) => seen switch
    {
        { Passed: true } => $"[green]holds[/] ({seen.Counts.Passed} passed, {seen.Counts.Failed} failed)",
        _ => $"[red]does not hold[/] ({seen.Counts.Passed} passed, {seen.Counts.Failed} failed)",
    };

    private static void PrintPullRequest(Screen screen, MissionView mission)
    {
        if (mission.PullRequest is not { } pull)
            return;
        var by = pull.By is null ? "" : $" by {pull.By}";
        var reworks = mission.Reworks == 0 ? "" : $", reworked {mission.Reworks} times";
        screen.Line($"[grey]pull[/]     {Screen.Escape($"{pull.Url} ({pull.State}{by}{reworks})")}");
        if (mission.Outcome is null)
            screen.Line("[grey]         its reviews, checks and merge are followed while a factory is up ('factory up')[/]");
    }

    private static void PrintOutcome(Screen screen, MissionView mission)
    {
        switch (mission.Result)
        {
            case "published":
                screen.Line($"[green bold]fixed and verified[/]{(string.IsNullOrEmpty(mission.Reason) ? "" : $": {Screen.Escape(mission.Reason)}")}");
                screen.Line($"[grey]branch[/]   {Screen.Escape(mission.Branch)}");
                screen.Line($"[grey]commit[/]   {Screen.Escape(mission.Commit)}");
                break;
            case "answered":
                AnswerPrinter.Print(screen, mission);
                break;
            case "not-answered":
                screen.Line($"[yellow bold]not answered[/]: {Screen.Escape(mission.Reason)}");
                break;
            case "reviewed":
                PrintReview(screen, mission);
                break;
            case "not-fixed":
                screen.Line($"[yellow bold]not fixed[/]: {Screen.Escape(mission.Reason)}");
                break;
            case "cancelled":
                screen.Line($"[yellow bold]cancelled[/]: {Screen.Escape(mission.Reason)}");
                break;
            default:
                screen.Line($"[red bold]failed[/]: {Screen.Escape(mission.Reason)}");
                break;
        }
    }

    private static void PrintReview(Screen screen, MissionView mission)
    {
        screen.Line($"[green bold]reviewed[/] {Screen.Escape(mission.Commit)}");
        if (mission.Findings.Count == 0)
            screen.Line($"[grey]nothing new to say[/]");
        foreach (var finding in mission.Findings)
            screen.Line($"  [yellow]{finding.Severity.ToString().ToLowerInvariant()}[/] {Screen.Escape($"{finding.Path}:{finding.Line} ({finding.Rule}) {finding.Message}")}");
    }
}
