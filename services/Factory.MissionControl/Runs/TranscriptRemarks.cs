using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.History;

namespace Factory.MissionControl.Runs;

/// <summary>What happened in a run beside answers and results.</summary>
/// <param name="AfterTurn">After which turn it stands; 0 for before the first.</param>
/// <param name="Kind">noted, asked, chosen, compacted, limits, lost, paused, resumed or ended.</param>
/// <param name="By">Who said or did it.</param>
/// <param name="Text">In words; null where it was erased.</param>
public sealed record TranscriptRemark(int AfterTurn, string Kind, string By, string? Text);

/// <summary>Reads from a run's stream what its turns do not tell: notes, questions, choices of models, compactions.</summary>
internal sealed class TranscriptRemarks(EventStore history, BlobStore blobs)
{
    private const int MostCharacters = 20_000;

    public async Task<IReadOnlyList<TranscriptRemark>> Of(string team, Guid run, CancellationToken ct)
    {
        var remarks = new List<TranscriptRemark>();
        var turn = 0;
        await foreach (var stored in history.Read(run, ct: ct))
        {
            turn = stored.Data is TurnAnswered answered ? answered.Turn : turn;
            if (await Of(team, stored.Data, turn, ct) is { } remark)
                remarks.Add(remark);
        }

        return remarks;
    }

    private async Task<TranscriptRemark?> Of(string team, object happened, int turn, CancellationToken ct) => happened switch
    {
        RunNoted note => new(note.AfterTurn, "noted", note.By, await Text(team, note.Text, ct)),
        QuestionAsked asked => new(asked.Turn, "asked", "droid", await Text(team, asked.Question, ct)),
        ModelChosen { Model: { } model } chosen when chosen.Failed.Count > 0 => new(turn, "chosen", "router", $"{model}: {chosen.Reason}. {Failures(chosen)}"),
        ModelChosen { Model: null } none => new(turn, "chosen", "router", $"no model answered. {Failures(none)}"),
        ModelHedged hedged => new(turn, "hedged", "router", $"{hedged.Model} was silent for {hedged.AfterSeconds:0.###} s, so {hedged.Asked} was asked, too. {(hedged.Answered is null ? "Neither answered." : $"{hedged.Answered} answered first.")}"),
        TranscriptCompacted compacted => new(turn, "compacted", compacted.By, $"{compacted.TokensBefore} tokens became {compacted.TokensAfter}.\n\n{await Text(team, compacted.Summary, ct)}"),
        RunLimitsChanged changed => new(turn, "limits", "person", $"{changed.Limits.Time}, {changed.Limits.Turns} turns, {changed.Limits.Usd} USD"),
        WorkspaceWasLost => new(turn, "lost", "computer", "the computer that held the workspace is gone"),
        RunPaused => new(turn, "paused", "person", ""),
        RunResumed => new(turn, "resumed", "person", ""),
        RunEnded ended => new(turn, "ended", "run", ended.Reason.Length > 0 ? $"{ended.Outcome}: {ended.Reason}" : $"{ended.Outcome}"),
        _ => null,
    };

    private static string Failures(ModelChosen chosen) => string.Join(' ', chosen.Failed.Select(failed => $"{failed.Model} did not ({failed.Failure}): {failed.Reason}"));

    private async Task<string?> Text(string team, BlobRef blob, CancellationToken ct)
    {
        try
        {
            var text = Encoding.UTF8.GetString(await blobs.Get(team, blob.Id, ct));
            return text.Length <= MostCharacters ? text : $"{text.AsSpan(0, MostCharacters)}…";
        }
        catch (BlobErased)
        {
            return null;
        }
    }
}
