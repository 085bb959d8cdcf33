using System.Runtime.InteropServices;
using Factory.Contracts.History;
using Factory.History;

namespace Factory.Router.Transcripts;

/// <summary>A turn as the blobs of what was said in it. Small: thousands of transcripts are kept while their models think.</summary>
/// <param name="Calls">How many tools the model called.</param>
/// <param name="Results">Null while the tools of this turn still run.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunTurn(int Turn, Guid Answer, int Calls, Guid? Results);

/// <summary>What was said in a run, as references to blobs; folded from its stream.</summary>
/// <param name="Turns">In order; a turn is there from its answer on.</param>
/// <param name="Latest">The answer of the last turn; null before the first.</param>
/// <param name="Version">Of the last event read.</param>
internal sealed record RunTranscript(RunStarted Started, IReadOnlyList<RunTurn> Turns, TurnAnswered? Latest, bool Ended, long Version)
{
    /// <summary>The transcript that these events go on with, or null if no run started in them.</summary>
    /// <param name="known">What came before; null for nothing.</param>
    public static RunTranscript? From(RunTranscript? known, IReadOnlyCollection<StoredEvent> events)
    {
        if (events.Count == 0)
            return known;
        var (started, latest) = (known?.Started, known?.Latest);
        var turns = new SortedDictionary<int, RunTurn>((known?.Turns ?? []).ToDictionary(turn => turn.Turn));
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
                    if (turns.TryAdd(answered.Turn, new RunTurn(answered.Turn, answered.Answer.Id, answered.Calls, null)))
                        latest = answered;
                    break;

                // After a lost computer the tools of a turn run again: the last results are those of the workspace that goes on.
                case ToolsReturned returned when turns.TryGetValue(returned.Turn, out var turn):
                    turns[returned.Turn] = turn with { Results = returned.Results.Id };
                    break;
                case RunEnded:
                    ended = true;
                    break;
            }
        }

        return started is null ? null : new RunTranscript(started, [.. turns.Values], latest, ended, version);
    }

    /// <summary>Whether nothing more is to come that a model is shown when it is asked for this turn.</summary>
    public bool HasAllBefore(int turn) => turn == 1 || Turns.Any(known => known.Turn == turn - 1 && (known.Results is not null || known.Calls == 0));

    /// <summary>What a model is shown when it is asked for a turn.</summary>
    public IEnumerable<RunTurn> Before(int turn) => Turns.Where(known => known.Turn < turn);
}
