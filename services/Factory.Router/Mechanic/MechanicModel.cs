using Factory.Contracts.Runs;
using Factory.Router.Models;
using Factory.Router.Transcripts;

namespace Factory.Router.Mechanic;

/// <summary>The built-in model: reads the transcript and lets the role's policy decide. Costs nothing.</summary>
internal sealed class MechanicModel(TranscriptReader transcripts) : IModel, IDisposable
{
    /// <summary>A transcript is held while the policy reads it: a few at a time.</summary>
    private readonly SemaphoreSlim gate = new(2 * Environment.ProcessorCount);

    public async Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return new ModelAnswer(MechanicPolicy.Answer(await Load(call.Ask, cancellationToken)), new Spending(0, 0, 1));
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<Conversation> Load(AskModel ask, CancellationToken cancellationToken)
    {
        var transcript = await transcripts.Before(ask, cancellationToken);
        var turns = new List<Exchange>();
        foreach (var turn in transcript.Turns.Where(turn => turn.Turn < ask.Turn))
        {
            turns.Add(new Exchange(await transcripts.Answer(ask.Team, turn.Answer, cancellationToken), await transcripts.Results(ask.Team, turn.Results, null, cancellationToken)));
        }

        var prompt = await transcripts.Text(ask.Team, transcript.Started.Prompt.Id, cancellationToken);
        var task = await transcripts.Text(ask.Team, transcript.Started.Task.Id, cancellationToken);
        return new Conversation(ask.Role, prompt, task, turns, ask.Tools);
    }
}
