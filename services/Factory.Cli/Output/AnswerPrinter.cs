using Factory.Contracts.Research;
using Factory.MissionControl.Missions;
using Spectre.Console;

namespace Factory.Cli.Output;

/// <summary>The answer to a question, and what it rests on.</summary>
internal static class AnswerPrinter
{
    public static void Print(Screen screen, MissionView mission)
    {
        if (mission.AnswerBlob is null)
        {
            screen.Line($"[green bold]nothing to do[/]: {Screen.Escape(mission.Reason)}");
            return;
        }

        screen.Line("[green bold]answer[/]");
        foreach (var line in SafeText.Block(mission.Answer ?? "(it was erased)").TrimEnd('\n').Split('\n'))
            screen.Line(Markup.Escape(line));
        screen.Line();
        screen.Line("[bold]rests on[/]");
        foreach (var citation in mission.Citations)
            screen.Line($"  {Screen.Escape(Place(citation))}  [grey]{Screen.Escape(citation.Supports)}[/]");
        screen.Line();
    }

    private static string Place(Citation citation)
    {
        var lines = citation switch { { Line: { } first, LastLine: { } last } => $":{first}-{last}", { Line: { } only } => $":{only}", _ => "" };
        var places = new[] { citation.Path is { } path ? path + lines : null, citation.Commit is { } commit ? $"commit {commit[..Math.Min(12, commit.Length)]}" : null };
        return string.Join(", ", places.OfType<string>());
    }
}
