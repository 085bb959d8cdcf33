using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Choosing;

/// <param name="Model">Who answered.</param>
internal sealed record CastAnswer(CastModel Model, ModelAnswer Answered)
{
    /// <summary>Why this model, for history; empty where there was nothing to choose.</summary>
    public IReadOnlyList<object> Decisions { get; init; } = [];
}

/// <summary>Who is asked for a turn.</summary>
/// <param name="CastingHash">The settings that it was decided by.</param>
internal sealed record CallPlan(Choice Choice, string CastingHash)
{
    /// <summary>Null where nobody may be asked.</summary>
    public CastModel? First => Choice.Order.Count > 0 ? Choice.Order[0] : null;
}

/// <summary>Asks the models of a role one after the other until one answers.</summary>
internal sealed partial class RoleModels(
    MissionCastings castings, MissionSubjects subjects, TranscriptReader transcripts, Chooser chooser, Race race, ILogger<RoleModels> log)
{
    /// <summary>Decides who is asked. The mission's casting is recorded where it has none.</summary>
    /// <param name="recorded">The casting as it is being read; of null when none is recorded yet.</param>
    public async Task<CallPlan> Plan(AskModel ask, Task<MissionCasting?> recorded, CancellationToken cancellationToken)
    {
        var transcript = await transcripts.Before(ask, cancellationToken);
        var played = transcript.Latest?.Model == CastModel.MechanicName;
        var casting = await recorded ?? await castings.Record(ask, played, cancellationToken);
        var subject = casting.Cast.Rules.Count == 0 ? MissionSubject.Unknown : await subjects.Of(ask.MissionId, cancellationToken);
        return new CallPlan(chooser.Choose(casting, subject, ask, transcript.LastChoice, transcript.SkillRole), casting.Hash);
    }

    /// <summary>Who is asked for something beside the run's work, for example to sum it up.</summary>
    /// <returns>Null where nobody is cast for it by name.</returns>
    public async Task<CallPlan?> PlanBeside(string role, AskModel ask, CancellationToken cancellationToken)
    {
        if (await castings.Read(ask, cancellationToken) is not { } casting || !casting.Cast.Roles.ContainsKey(role))
            return null;
        var subject = casting.Cast.Rules.Count == 0 ? MissionSubject.Unknown : await subjects.Of(ask.MissionId, cancellationToken);
        return new CallPlan(chooser.Choose(casting, subject, ask with { Role = role, Escalation = 0 }, last: null), casting.Hash);
    }

    /// <summary>Asks as it was decided. A turn is one model's answer: what others had written so far is dropped.</summary>
    /// <param name="question">What is asked in place of the next turn; null for the turn.</param>
    /// <exception cref="NoModelAnswered">None of them did.</exception>
    public async Task<CastAnswer> Ask(AskModel ask, CallPlan plan, CancellationToken cancellationToken, string? question = null)
    {
        var (call, left) = (new ModelCall(ask, plan.Choice.Effort) { Question = question }, plan.Choice.Order.ToList());
        var (failures, hedges) = (new List<ModelAttempt>(), new List<ModelHedged>());
        while (left.Count > 0)
        {
            var (first, second) = (left[0], plan.Choice.HedgeAfter is null ? null : left.Skip(1).FirstOrDefault(model => race.MayHelp(model, failures)));
            left.RemoveAt(0);
            if (ModelAttempt.InVain(first, failures) is { } known)
            {
                Failed(ask, failures, new ModelAttempt(first, known, 0));
                continue;
            }

            var ended = await race.Run(new Runners(first, second, plan.Choice.HedgeAfter), call, last: left.Count == 0, cancellationToken);
            if (ended.Hedged is { } other)
            {
                left.Remove(other);
                hedges.Add(new ModelHedged(ask.RunId, ask.Turn, first.Name, other.Name, plan.Choice.HedgeAfter!.Value.TotalSeconds, ended.Model?.Name));
            }

            foreach (var failure in ended.Failures)
                Failed(ask, failures, failure);
            if (ended.Model is { } answered)
                return new CastAnswer(answered, ended.Answer!) { Decisions = Decision.Of(ask, plan, answered.Name, failures, hedges) };
        }

        throw new NoModelAnswered(failures, plan.Choice.Candidates) { Decisions = Decision.Of(ask, plan, null, failures, hedges) };
    }

    private void Failed(AskModel ask, List<ModelAttempt> failures, ModelAttempt failure)
    {
        DidNotAnswer(failure.Model.Name, ask.RunId, ask.Turn, failure.Failure.Message);
        failures.Add(failure);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not answer turn {Turn} of run {Run}: {Reason}")]
    private partial void DidNotAnswer(string model, Guid run, int turn, string reason);
}
