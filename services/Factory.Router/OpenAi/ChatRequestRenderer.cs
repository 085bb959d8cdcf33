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
        var transcript = await transcripts.Before(ask, cancellationToken);
        await stream.WriteAsync(head.Render(), cancellationToken);
        var first = true;
        foreach (var piece in transcript.Before(ask.Turn))
        {
            if (!first)
                await stream.WriteAsync(","u8.ToArray(), cancellationToken);
            first = false;
            await stream.WriteAsync(await Piece(ask.Team, piece, cancellationToken), cancellationToken);
        }

        await stream.WriteAsync("]}"u8.ToArray(), cancellationToken);
    }

    private ValueTask<byte[]> Piece(string team, TranscriptPiece piece, CancellationToken cancellationToken) =>
        pieces.Get(new PieceKey(WireFormat.ChatCompletions, piece), token => Render(team, piece, token), cancellationToken);

    private async Task<byte[]> Render(string team, TranscriptPiece piece, CancellationToken cancellationToken)
    {
        if (piece.Kind != PieceKind.Turn)
            return ChatMessages.Of(piece.Kind == PieceKind.Rules ? "system" : "user", await transcripts.Text(team, piece.First, cancellationToken));
        var answer = transcripts.Answer(team, piece.First, cancellationToken);
        var results = transcripts.Results(team, piece.Results, piece.CutTo, cancellationToken);
        await Task.WhenAll(answer, results);
        return ChatMessages.Of(await answer, await results);
    }
}
