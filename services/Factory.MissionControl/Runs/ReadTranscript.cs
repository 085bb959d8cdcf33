using System.Text.Json;
using Factory.Contracts;
using Factory.History;
using Factory.History.Runs;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Runs;

/// <summary><c>GET /runs/{id}/transcript?after=&amp;limit=</c>: what was said and done in a droid run, turn by turn.</summary>
internal static class ReadTranscript
{
    private const int MostTurns = 100;

    public static async Task<IResult> Handle(string id, HttpContext context, RunQueries runs, BlobStore blobs, CancellationToken ct, int after = 0, int limit = MostTurns)
    {
        var team = context.Caller().Team;
        var run = Guid.TryParse(id, out var runId) ? await runs.Find(team, runId, ct) : null;
        if (run is null)
            return Results.Problem($"Your team has no run {id[..Math.Min(id.Length, 64)]}.", statusCode: StatusCodes.Status404NotFound, title: "No such run");
        var turns = new List<TranscriptTurn>();
        foreach (var turn in (await runs.Transcript(team, runId, ct)).Where(turn => turn.Turn > after).Take(Math.Clamp(limit, 1, MostTurns)))
        {
            var answer = await Content(blobs, team, turn.Answer, ct);
            var results = turn.Results is null ? null : await Content(blobs, team, turn.Results, ct);
            turns.Add(new TranscriptTurn(turn.Turn, turn.Model, answer, results, turn.Usd, turn.Tokens, turn.ModelSeconds, turn.ToolSeconds, turn.AnsweredAt));
        }

        return Results.Ok(new Transcript(run, turns));
    }

    /// <summary>Null where it was erased.</summary>
    private static async Task<JsonElement?> Content(BlobStore blobs, string team, BlobRef blob, CancellationToken ct)
    {
        try
        {
            using var document = JsonDocument.Parse(await blobs.Get(team, blob.Id, ct));
            return document.RootElement.Clone();
        }
        catch (BlobErased)
        {
            return null;
        }
    }
}

/// <param name="Turns">In order; at most 100 at once, more after the last one's number.</param>
public sealed record Transcript(RunRow Run, IReadOnlyList<TranscriptTurn> Turns);

/// <param name="Answer">What the model said and the tool calls it asked for; null where it was erased.</param>
/// <param name="Results">What the calls gave; null until they ran, or where it was erased.</param>
public sealed record TranscriptTurn(int Turn, string Model, JsonElement? Answer, JsonElement? Results, decimal Usd, long Tokens, double ModelSeconds, double? ToolSeconds, DateTimeOffset AnsweredAt);
