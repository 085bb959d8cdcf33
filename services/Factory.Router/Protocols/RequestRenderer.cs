using Factory.Contracts.Runs;
using Factory.Router.Transcripts;

namespace Factory.Router.Protocols;

/// <summary>Streams a run's transcript from history into the body of a request, a part at a time.</summary>
internal sealed class RequestRenderer(TranscriptReader transcripts, PieceCache pieces)
{
    private static readonly byte[] Comma = ","u8.ToArray();

    /// <summary>The body's length in bytes.</summary>
    public async Task<long> Measure(RequestPlan plan, CancellationToken cancellationToken)
    {
        await using var counter = new CountingStream();
        await Write(plan, counter, cancellationToken);
        return counter.Length;
    }

    public async Task Write(RequestPlan plan, Stream stream, CancellationToken cancellationToken)
    {
        var writer = plan.Writer;
        var transcript = await transcripts.Before(plan.Ask, cancellationToken);
        await stream.WriteAsync(writer.Head(plan.Head), cancellationToken);
        var before = ReadOnlyMemory<byte>.Empty;
        var last = transcript.LastTurnBefore(plan.Ask.Turn);
        foreach (var piece in transcript.Before(plan.Ask.Turn))
        {
            var part = await Part(plan, piece, cancellationToken);
            await stream.WriteAsync(before, cancellationToken);
            await stream.WriteAsync(piece.Kind is PieceKind.Rules or PieceKind.Task || (piece.Kind == PieceKind.Turn && piece.First == last) ? writer.Marked(part) : part, cancellationToken);
            before = piece.Kind == PieceKind.Rules ? writer.AfterRules : Comma;
        }

        if (plan.Addition is { } addition)
        {
            await stream.WriteAsync(before, cancellationToken);
            await stream.WriteAsync(addition, cancellationToken);
        }

        await stream.WriteAsync(writer.Tail, cancellationToken);
    }

    private async ValueTask<byte[]> Part(RequestPlan plan, TranscriptPiece piece, CancellationToken cancellationToken)
    {
        var dialect = plan.Dialect.Kind;
        var mark = piece.Kind == PieceKind.Turn && dialect != Casting.Dialect.NativeTools ? plan.Mark : null;
        var key = new PieceKey(plan.Writer.Format, mark is null ? Casting.Dialect.NativeTools : dialect, mark, piece);
        var part = await pieces.Get(key, token => Render(plan, piece, token), cancellationToken);
        return piece.Kind == PieceKind.Rules && plan.Instructions is { } instructions ? plan.Writer.RulesWith(part, instructions) : part;
    }

    private async Task<byte[]> Render(RequestPlan plan, TranscriptPiece piece, CancellationToken cancellationToken)
    {
        var team = plan.Ask.Team;
        if (piece.Kind != PieceKind.Turn)
            return plan.Writer.Words(piece.Kind == PieceKind.Rules ? Speaker.Rules : Speaker.User, await transcripts.Text(team, piece.First, cancellationToken));
        var answer = transcripts.Answer(team, piece.First, cancellationToken);
        var results = transcripts.Results(team, piece.Results, piece.CutTo, cancellationToken);
        await Task.WhenAll(answer, results);
        return plan.Dialect.Turn(plan.Writer, await answer, await results, plan.Mark);
    }
}
