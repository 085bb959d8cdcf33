using System.Text.Json;
using Factory.Cli.Connecting;
using Factory.History.Runs;
using Factory.MissionControl.Runs;

namespace Factory.Cli.Evaluating;

/// <summary>How many edits the repair search ran in a mission, whichever droid called it: its answers in the transcripts say so.</summary>
internal static class TriedCandidates
{
    private const string Tool = "repair";

    public static async Task<int> Of(FactoryClient client, Guid missionId, CancellationToken ct)
    {
        var tried = 0;
        foreach (var run in await client.Get<IReadOnlyList<RunRow>>($"missions/{missionId}/runs", ct))
        {
            var (after, more) = (0, true);
            while (more)
            {
                var page = await client.Get<Transcript>($"runs/{run.RunId}/transcript?after={after}", ct);
                tried += page.Turns.Sum(Of);
                more = page.More && page.Turns.Count > 0;
                after = page.Turns.Count > 0 ? page.Turns[^1].Turn : after;
            }
        }

        return tried;
    }

    private static int Of(TranscriptTurn turn)
    {
        if (turn.Answer is not { } answer || turn.Results is not { ValueKind: JsonValueKind.Array } results)
            return 0;
        var calls = answer.GetProperty("calls").EnumerateArray().Where(call => Text(call, "tool") == Tool).Select(call => Text(call, "id")).ToHashSet(StringComparer.Ordinal);
        return results.EnumerateArray().Where(result => calls.Contains(Text(result, "callId"))).Sum(result => Tried(Text(result, "text") ?? ""));
    }

    private static int Tried(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("tried", out var tried) && tried.TryGetInt32(out var count) ? count : 0;
        }
        catch (JsonException)
        {
            // The tool said in words why it did not search.
            return 0;
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
