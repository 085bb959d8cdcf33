using Factory.History;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Mechanic;

/// <summary>What a call of repair said.</summary>
/// <param name="Applied">Whether the workspace now holds a repair.</param>
/// <param name="Explanation">What was changed and seen, or why nothing was found.</param>
internal sealed record RepairSeen(bool Applied, string Explanation, IReadOnlyList<SuspiciousPlace> Suspicious)
{
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

    private static RepairSeen From(RepairAnswer answer) => answer.Applied is { } applied
        ? new RepairSeen(true, $"{applied.Explanation} Found among {answer.Tried} edits that were tried; all tests were run with it.", answer.Suspicious)
        : new RepairSeen(false, $"No small edit makes the failing tests pass without breaking others: {answer.Tried} of {answer.Total} were tried. {answer.StoppedBecause}", answer.Suspicious);
}
