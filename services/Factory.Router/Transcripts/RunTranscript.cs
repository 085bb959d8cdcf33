using System.Runtime.InteropServices;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Router.Choosing;

namespace Factory.Router.Transcripts;

/// <summary>A turn as the blobs of what was said in it. Small: thousands of transcripts are kept while their models think.</summary>
/// <param name="Calls">How many tools the model called.</param>
/// <param name="Results">Null while the tools of this turn still run.</param>
/// <param name="Bytes">Of both together.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunTurn(int Turn, Guid Answer, int Calls, Guid? Results, long Bytes);

/// <summary>What was said between two turns.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunNote(int AfterTurn, Guid Text, long Bytes);

/// <summary>What the repository says of a part of it.</summary>
/// <param name="Turn">The turn whose results told it first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunGuidance(int Turn, Guid Text, long Bytes);

/// <summary>What was said in a run, as references to blobs; folded from its stream.</summary>
/// <param name="Turns">In order; a turn is there from its answer on.</param>
/// <param name="Notes">In the order they were said.</param>
/// <param name="Compacted">The last compaction; null for none.</param>
/// <param name="Latest">The answer of the last turn; null before the first.</param>
/// <param name="Version">Of the last event read.</param>
internal sealed record RunTranscript(
    RunStarted Started, IReadOnlyList<RunTurn> Turns, IReadOnlyList<RunNote> Notes, TranscriptCompacted? Compacted, TurnAnswered? Latest, bool Ended, long Version)
{
    /// <summary>Bytes of guidance that are told again at most: a repository does not fill the window with rules alone.</summary>
    private const int MostGuidance = 64 << 10;

    /// <summary>What the repository says about itself; null where nothing was read.</summary>
    public BlobRef? Repository { get; init; }

    /// <summary>In the order it was told.</summary>
    public IReadOnlyList<RunGuidance> Guidance { get; init; } = [];

    /// <summary>As they hold now.</summary>
    public RunLimits Limits { get; init; } = Started.Limits;

    /// <summary>Who was chosen for the last turn; null where there was nothing to choose.</summary>
    public LastChoice? LastChoice { get; init; }

    /// <summary>The role that the skill names which was loaded last; null for none. Folded from the whole stream: no compaction undoes it.</summary>
    public SkillRole? SkillRole { get; init; }

    /// <summary>The transcript that these events go on with, or null if no run started in them.</summary>
    /// <param name="known">What came before; null for nothing.</param>
    public static RunTranscript? From(RunTranscript? known, IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0)
            return known;
        var fold = new TranscriptFold(known);
        foreach (var happened in events)
            fold.Add(happened);
        return fold.Transcript;
    }

    /// <summary>Whether nothing more is to come that a model is shown when it is asked for this turn.</summary>
    /// <param name="notes">How many notes were said to the run.</param>
    public bool HasAllBefore(int turn, int notes) => Notes.Count >= notes && (turn == 1 || Turns.Any(known => known.Turn == turn - 1 && (known.Results is not null || known.Calls == 0)));

    /// <summary>The last answer that a model is shown when it is asked for a turn; null before the first.</summary>
    public Guid? LastTurnBefore(int turn)
    {
        for (var at = Turns.Count - 1; at >= 0; at--)
        {
            if (Turns[at].Turn < turn)
                return Turns[at].Answer;
        }

        return null;
    }

    /// <summary>What a model is shown when it is asked for a turn: the rules and the task always, of compacted turns the summary. The beginning stays the same from turn to turn.</summary>
    public IEnumerable<TranscriptPiece> Before(int turn)
    {
        yield return new TranscriptPiece(PieceKind.Rules, Started.Prompt.Id);
        yield return new TranscriptPiece(PieceKind.Task, Started.Task.Id);
        if (Repository is { } repository)
            yield return new TranscriptPiece(PieceKind.Task, repository.Id);
        var (first, cut) = (0, default(int?));
        if (Applied(turn) is { } compacted)
        {
            (first, cut) = (compacted.UpToTurn, compacted.CutResultsTo);
            foreach (var told in ToldAgain(first))
                yield return new TranscriptPiece(PieceKind.Guidance, told.Text);
            yield return new TranscriptPiece(PieceKind.Summary, compacted.Summary.Id);
        }

        var note = 0;
        foreach (var said in Turns)
        {
            if (said.Turn >= turn)
                break;
            for (; note < Notes.Count && Notes[note].AfterTurn < said.Turn; note++)
            {
                if (Notes[note].AfterTurn >= first)
                    yield return new TranscriptPiece(PieceKind.Note, Notes[note].Text);
            }

            if (said.Turn <= first)
                continue;
            yield return new TranscriptPiece(PieceKind.Turn, said.Answer, said.Results, cut);
            foreach (var told in cut is null ? [] : Guidance.Where(told => told.Turn == said.Turn))
                yield return new TranscriptPiece(PieceKind.Guidance, told.Text);
        }

        for (; note < Notes.Count && Notes[note].AfterTurn < turn; note++)
            yield return new TranscriptPiece(PieceKind.Note, Notes[note].Text);
    }

    /// <summary>About how many bytes a model is shown when it is asked for a turn; nothing is read for it.</summary>
    public long BytesBefore(int turn)
    {
        var compacted = Applied(turn);
        var first = compacted?.UpToTurn ?? 0;
        var turns = Turns.Where(said => said.Turn > first && said.Turn < turn).Sum(said => compacted?.CutResultsTo is { } cut ? Math.Min(said.Bytes, (long)cut * Math.Max(1, said.Calls)) : said.Bytes);
        var notes = Notes.Where(note => note.AfterTurn >= first && note.AfterTurn < turn).Sum(note => note.Bytes);
        var again = ToldAgain(first).Sum(told => told.Bytes) + (compacted?.CutResultsTo is null ? 0 : Guidance.Where(told => told.Turn > first && told.Turn < turn).Sum(told => told.Bytes));
        return Started.Prompt.Size + Started.Task.Size + (Repository?.Size ?? 0) + (compacted?.Summary.Size ?? 0) + again + turns + notes;
    }

    /// <summary>What turns that are no longer shown told of the repository's rules, the latest of it as far as it fits: rules are never summed up. Stays the same until the next compaction.</summary>
    private List<RunGuidance> ToldAgain(int upToTurn)
    {
        var bytes = 0L;
        return Guidance.Where(told => told.Turn <= upToTurn).Reverse().TakeWhile(told => (bytes += told.Bytes) <= MostGuidance).Reverse().ToList();
    }

    /// <summary>The compaction, where it was made before this turn.</summary>
    private TranscriptCompacted? Applied(int turn) => Compacted is { } compacted && compacted.UpToTurn < turn ? compacted : null;
}
