using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Router.Choosing;

namespace Factory.Router.Transcripts;

/// <summary>Folds the events of a run into its transcript.</summary>
internal sealed class TranscriptFold(RunTranscript? known)
{
    private readonly SortedDictionary<int, RunTurn> turns = new((known?.Turns ?? []).ToDictionary(turn => turn.Turn));
    private readonly List<RunNote> notes = [.. known?.Notes ?? []];
    private readonly List<RunGuidance> guidance = [.. known?.Guidance ?? []];
    private RunStarted? started = known?.Started;
    private BlobRef? repository = known?.Repository;
    private RunLimits? limits = known?.Limits;
    private LastChoice? lastChoice = known?.LastChoice;
    private SkillRole? skillRole = known?.SkillRole;
    private TurnAnswered? latest = known?.Latest;
    private TranscriptCompacted? compacted = known?.Compacted;
    private bool ended = known?.Ended ?? false;
    private long version = known?.Version ?? 0;

    /// <summary>Null if no run started.</summary>
    public RunTranscript? Transcript => started is null ? null : new RunTranscript(started, [.. turns.Values], notes, compacted, latest, ended, version)
    {
        Repository = repository, LastChoice = lastChoice, Guidance = guidance, SkillRole = skillRole, Limits = limits ?? started.Limits,
    };

    public void Add(StoredEvent happened)
    {
        version = happened.Version;
        switch (happened.Data)
        {
            case RunStarted first:
                started ??= first;
                break;
            case RepositoryRead read:
                repository ??= read.Text;
                break;
            case RunLimitsChanged changed:
                limits = changed.Limits;
                break;
            case ModelChosen chosen:
                lastChoice = new LastChoice(chosen.Turn, chosen.Model, chosen.CastingHash);
                break;
            case TurnAnswered answered:
                if (turns.TryAdd(answered.Turn, new RunTurn(answered.Turn, answered.Answer.Id, answered.Calls, null, answered.Answer.Size)))
                    latest = answered;
                break;

            // After a lost computer the tools of a turn run again: the last results are those of the workspace that goes on.
            case ToolsReturned returned when turns.TryGetValue(returned.Turn, out var turn):
                turns[returned.Turn] = turn with { Results = returned.Results.Id, Bytes = turn.Bytes + returned.Results.Size };
                guidance.AddRange((returned.Guidance ?? []).Where(told => guidance.TrueForAll(known => known.Text != told.Id)).Select(told => new RunGuidance(returned.Turn, told.Id, told.Size)));
                if (returned.SkillRole is { } role && role != skillRole?.Name)
                    skillRole = new SkillRole(role, returned.Turn);
                break;
            case RunNoted noted:
                notes.Add(new RunNote(noted.AfterTurn, noted.Text.Id, noted.Text.Size));
                break;
            case TranscriptCompacted summed:
                compacted = summed;
                break;
            case RunEnded:
                ended = true;
                break;
        }
    }
}
