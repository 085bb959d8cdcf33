using System.Text.Json;
using Factory.Contracts;
using Factory.History;
using Factory.History.Runs;

namespace Factory.MissionControl.Runs;

/// <summary>A part of a transcript that fits into little memory: what models and tools said may be hundreds of megabytes.</summary>
internal sealed class TranscriptPage(BlobStore blobs, string team)
{
    /// <summary>Bytes of one answer or result beyond which only its blob is named.</summary>
    public const long LargestShown = 1 << 20;

    /// <summary>Bytes of a page beyond which no further turn is begun.</summary>
    public const long Largest = 8 << 20;

    /// <returns>The turns that fit, at least one where there is one.</returns>
    public async Task<IReadOnlyList<TranscriptTurn>> Of(IEnumerable<TurnRow> rows, CancellationToken ct)
    {
        var turns = new List<TranscriptTurn>();
        long size = 0;
        foreach (var row in rows)
        {
            size += Shown(row.Answer) + (row.Results is { } results ? Shown(results) : 0);
            if (size > Largest && turns.Count > 0)
                break;
            turns.Add(await Turn(row, ct));
        }

        return turns;
    }

    private async Task<TranscriptTurn> Turn(TurnRow row, CancellationToken ct) => new(
        row.Turn, row.Model, await Content(row.Answer, ct), row.Answer, row.Results is null ? null : await Content(row.Results, ct), row.Results,
        row.Usd, row.Tokens, row.ModelSeconds, row.ToolSeconds, row.AnsweredAt);

    private static long Shown(BlobRef blob) => blob.Size > LargestShown ? 0 : blob.Size;

    /// <summary>Null where it is too large, or was erased.</summary>
    private async Task<JsonElement?> Content(BlobRef blob, CancellationToken ct)
    {
        if (blob.Size > LargestShown)
            return null;
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
