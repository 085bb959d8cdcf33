using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Router.Transcripts;

namespace Factory.Router.OpenAi;

/// <summary>Streams a run's transcript from history into the body of a request, a message at a time.</summary>
internal sealed class ChatRequestRenderer(TranscriptReader transcripts, PieceCache pieces)
{
    /// <summary>The body's length in bytes.</summary>
    public async Task<long> Measure(AskModel ask, ChatRequestHead head, CancellationToken cancellationToken)
    {
        await using var counter = new CountingStream();
        await Write(ask, head, counter, cancellationToken);
        return counter.Length;
    }

    public async Task Write(AskModel ask, ChatRequestHead head, Stream stream, CancellationToken cancellationToken)
    {
        var transcript = await transcripts.Before(ask.Turn, ask.RunId, cancellationToken);
        await stream.WriteAsync(head.Render(), cancellationToken);
        await stream.WriteAsync(await Text("system", ask.Team, transcript.Started.Prompt, cancellationToken), cancellationToken);
        await stream.WriteAsync(","u8.ToArray(), cancellationToken);
        await stream.WriteAsync(await Text("user", ask.Team, transcript.Started.Task, cancellationToken), cancellationToken);
        foreach (var turn in transcript.Before(ask.Turn))
        {
            await stream.WriteAsync(","u8.ToArray(), cancellationToken);
            await stream.WriteAsync(await Turn(ask.Team, turn, cancellationToken), cancellationToken);
        }

        await stream.WriteAsync("]}"u8.ToArray(), cancellationToken);
    }

    private ValueTask<byte[]> Text(string role, string team, BlobRef blob, CancellationToken cancellationToken) =>
        pieces.Get(new PieceKey(role, blob.Id, default), async token => ChatMessages.Of(role, await transcripts.Text(team, blob, token)), cancellationToken);

    private ValueTask<byte[]> Turn(string team, RunTurn turn, CancellationToken cancellationToken) =>
        pieces.Get(
            new PieceKey("turn", turn.Answer, turn.Results ?? default),
            token => Render(team, turn, token),
            cancellationToken);

    private async Task<byte[]> Render(string team, RunTurn turn, CancellationToken cancellationToken)
    {
        var answer = transcripts.Answer(team, turn.Answer, cancellationToken);
        var results = transcripts.Results(team, turn, cancellationToken);
        await Task.WhenAll(answer, results);
        return ChatMessages.Of(await answer, await results);
    }
}
