using System.Globalization;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;

namespace Factory.Router.Mechanic;

/// <summary>What a call of repair said.</summary>
/// <param name="Applied">Whether the workspace now holds a repair.</param>
/// <param name="Explanation">What was changed and seen and what would have passed too, or why nothing was applied.</param>
internal sealed record RepairSeen(bool Applied, string Explanation, IReadOnlyList<SuspiciousPlace> Suspicious)
{
    private const int Shown = 3;

    public static RepairSeen From(ToolResult result)
    {
        if (result.IsError)
        {
            return new RepairSeen(false, $"The search for a repair did not run: {OneLine.Of(result.Text, 400)}", []);
        }

        try
        {
            return JsonSerializer.Deserialize<RepairAnswer>(result.Text, DroidJson.Options) is { } answer ? From(answer) : new RepairSeen(false, "The search for a repair said nothing.", []);
        }
        catch (JsonException)
        {
            return new RepairSeen(false, OneLine.Of(result.Text, 400), []);
        }
    }

    private static RepairSeen From(RepairAnswer answer) => answer switch
    {
        { Applied: { } applied } => new RepairSeen(true, $"{applied.Explanation} Found among {answer.Tried} edits that were tried; all tests were run with it.{RunnersUp(answer.Others)}", answer.Suspicious),
        { Others: [var only] } => new RepairSeen(false, $"The tests pass with one small edit, which may only fool them: a test that tells more would decide. {OneLine.Of(only.Explanation, 400)} [{Percent(only)} sure]", answer.Suspicious),
        { Others.Count: > 0 } => new RepairSeen(false, $"The tests pass with each of {Counted(answer.Others.Count)}, and none is likely enough to be what is meant: a test that tells more would decide.{Listed(answer.Others)}", answer.Suspicious),
        _ => new RepairSeen(false, $"No small edit makes the failing tests pass without breaking others: {answer.Tried} of {answer.Total} were tried. {answer.StoppedBecause}", answer.Suspicious),
    };

    private static string RunnersUp(IReadOnlyList<RepairSuggestion> others) => others.Count == 0 ? "" : $" The tests pass with {Counted(others.Count)} as well, less likely:{Listed(others)}";

    private static string Counted(int edits) => edits == 1 ? "one small edit" : $"{edits} small edits";

    private static string Listed(IReadOnlyList<RepairSuggestion> edits) => string.Concat(edits.Take(Shown).Select((edit, at) => string.Create(CultureInfo.InvariantCulture, $" ({at + 1}) {OneLine.Of(edit.Explanation, 300)} [{Percent(edit)} sure]")));

    private static string Percent(RepairSuggestion edit) => edit.Confidence.ToString("P0", CultureInfo.InvariantCulture);
}
