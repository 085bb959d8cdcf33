using Factory.Contracts.History;
using Factory.History;

namespace Factory.Router.Transcripts;

/// <param name="Returned">Null while the tools of this turn still run.</param>
internal sealed record RunTurn(TurnAnswered Answered, ToolsReturned? Returned);

/// <summary>What was said in a run, as references to blobs; folded from its stream.</summary>
/// <param name="Turns">In order; a turn is there from its answer on.</param>
/// <param name="Version">Of the last event read.</param>
internal sealed record RunTranscript(RunStarted Started, IReadOnlyList<RunTurn> Turns, bool Ended, long Version)
{
    /// <summary>The transcript that these events go on with, or null if no run started in them.</summary>
    /// <param name="known">What came before; null for nothing.</param>
    public static RunTranscript? From(RunTranscript? known, IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0)
            return known;
        var started = known?.Started;
        var turns = new SortedDictionary<int, RunTurn>((known?.Turns ?? []).ToDictionary(turn => turn.Answered.Turn));
        var (ended, version) = (known?.Ended ?? false, known?.Version ?? 0);
        foreach (var happened in events)
        {
            version = happened.Version;
            switch (happened.Data)
            {
                case RunStarted first:
                    started ??= first;
                    break;
                case TurnAnswered answered:
                    turns.TryAdd(answered.Turn, new RunTurn(answered, null));
                    break;

                // After a lost computer the tools of a turn run again: the last results are those of the workspace that goes on.
                case ToolsReturned returned when turns.TryGetValue(returned.Turn, out var turn):
                    turns[returned.Turn] = turn with { Returned = returned };
                    break;
                case RunEnded:
                    ended = true;
                    break;
            }
        }

        return started is null ? null : new RunTranscript(started, [.. turns.Values], ended, version);
    }

    public TurnAnswered? AnswerOf(int turn) => Turns.FirstOrDefault(known => known.Answered.Turn == turn)?.Answered;

    /// <summary>Whether nothing more is to come that a model is shown when it is asked for this turn.</summary>
    public bool HasAllBefore(int turn) => turn == 1 || Turns.Any(known => known.Answered.Turn == turn - 1 && (known.Returned is not null || known.Answered.Calls == 0));

    /// <summary>What a model is shown when it is asked for a turn.</summary>
    public IEnumerable<RunTurn> Before(int turn) => Turns.Where(known => known.Answered.Turn < turn);
}
