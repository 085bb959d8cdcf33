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

    public static async Task<IResult> Handle(string id, HttpContext context, RunQueries runs, EventStore history, BlobStore blobs, CancellationToken ct, int after = 0, int limit = MostTurns)
    {
        var team = context.Caller().Team;
        var run = Guid.TryParse(id, out var runId) ? await runs.Find(team, runId, ct) : null;
        if (run is null)
            return Results.Problem($"Your team has no run {id[..Math.Min(id.Length, 64)]}.", statusCode: StatusCodes.Status404NotFound, title: "No such run");
        var most = Math.Clamp(limit, 1, MostTurns);
        // One more than is shown, to know whether there is more.
        var rows = await runs.Transcript(team, runId, after, most + 1, ct);
        var turns = await new TranscriptPage(blobs, team).Of(rows.Take(most), ct);
        var more = rows.Count > turns.Count;
        var until = more ? turns[^1].Turn - 1 : int.MaxValue;
        var remarks = await new TranscriptRemarks(history, blobs).Of(team, runId, ct);
        return Results.Ok(new Transcript(run, turns, [.. remarks.Where(remark => remark.AfterTurn >= after && remark.AfterTurn <= until)], more));
    }
}

/// <param name="Turns">In order; as many as fit, at most 100 and about 8 MB at once.</param>
/// <param name="More">Whether there are further ones: ask for those after the last one's number.</param>
/// <param name="Remarks">What happened beside the turns, in order: notes, questions, choices of models, compactions.</param>
public sealed record Transcript(RunRow Run, IReadOnlyList<TranscriptTurn> Turns, IReadOnlyList<TranscriptRemark> Remarks, bool More);

/// <param name="Answer">What the model said and the tool calls it asked for; null where it was erased, or is over 1 MB: then its blob has it.</param>
/// <param name="Results">What the calls gave; null until they ran, where it was erased, or is over 1 MB: then its blob has it.</param>
public sealed record TranscriptTurn(
    int Turn, string Model, JsonElement? Answer, BlobRef AnswerBlob, JsonElement? Results, BlobRef? ResultsBlob,
    decimal Usd, long Tokens, double ModelSeconds, double? ToolSeconds, DateTimeOffset AnsweredAt);
