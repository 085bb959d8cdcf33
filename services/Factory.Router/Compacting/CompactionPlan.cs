using Factory.Router.Transcripts;

namespace Factory.Router.Compacting;

/// <summary>What of a transcript is summed up so that a model can go on.</summary>
/// <param name="UpToTurn">The last turn that the summary stands for; 0 for none.</param>
/// <param name="CutResultsTo">Characters that remain of each result of the turns that stay; null for all.</param>
internal sealed record CompactionPlan(int UpToTurn, int? CutResultsTo)
{
    /// <summary>Share of the model's window at which a transcript is compacted: the answer, and the error of our estimate, need the rest.</summary>
    public const double CompactAt = 0.7;

    /// <summary>Share of the window that the latest turns may keep as they are.</summary>
    public const double Kept = 0.3;

    /// <summary>Share of the window that has to come free: each time, the provider's cache is lost and a compactor may be asked.</summary>
    private const double LeastFreed = 0.1;

    private const int LeastCharacters = 1_000;

    /// <summary>Null when nothing has to be compacted, or nothing more can be.</summary>
    /// <param name="turn">The turn that is asked for.</param>
    /// <param name="windowBytes">What the model reads at most, in bytes of a transcript.</param>
    /// <param name="forced">The provider said that it does not fit, whatever we estimate.</param>
    public static CompactionPlan? For(RunTranscript transcript, int turn, long windowBytes, bool forced = false)
    {
        var shown = transcript.BytesBefore(turn);
        if (!forced && shown <= windowBytes * CompactAt)
            return null;

        // What stays whatever is summed up takes its part of the window, too: with little room beside it, keeping much would mean to sum up again at each turn,
        // and no prompt would begin like the one before.
        var always = shown - transcript.Turns.Where(said => said.Turn < turn && said.Turn > (transcript.Compacted?.UpToTurn ?? 0)).Sum(said => said.Bytes);

        // Where the provider counts otherwise than we, what was too long is all that is known of the window.
        var whole = forced ? Math.Min(windowBytes, shown) : windowBytes;
        var largest = (long)(whole * Kept);
        var room = Math.Min(largest, Math.Max(0, (long)(whole * CompactAt) - always) / 2);
        var (upTo, kept) = (turn - 1, 0L);
        foreach (var said in transcript.Turns.Where(said => said.Turn < turn).Reverse())
        {
            kept += said.Bytes;
            if (kept > room && said.Turn < turn - 1)
                break;
            upTo = said.Turn - 1;
        }

        // Even the latest turn alone is too long: its results are cut, since what they hold can be read again.
        var last = transcript.Turns.LastOrDefault(said => said.Turn == turn - 1);
        int? cut = last.Bytes > largest ? (int)Math.Max(LeastCharacters, largest / Math.Max(1, last.Calls)) : null;
        var before = transcript.Compacted;
        var freed = transcript.Turns.Where(said => said.Turn > (before?.UpToTurn ?? 0) && said.Turn <= upTo).Sum(said => said.Bytes);
        var further = (freed > 0 && (forced || freed >= windowBytes * LeastFreed)) || (cut ?? int.MaxValue) < (before?.CutResultsTo ?? int.MaxValue);
        return further ? new CompactionPlan(upTo, cut ?? before?.CutResultsTo) : null;
    }
}
