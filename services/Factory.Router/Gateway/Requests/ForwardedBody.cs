using System.Text.Json;

namespace Factory.Router.Gateway.Requests;

/// <summary>
/// A request's body as the provider gets it: the caller's bytes, with the provider's own name of the model in place of the caller's. What is not held is
/// read as it passes, and refused before the provider has all of it.
/// </summary>
internal sealed class ForwardedBody : OutgoingBody
{
    private readonly HeldBody held;
    private readonly byte[] model;
    private int place;

    public ForwardedBody(HeldBody held, string model)
    {
        this.held = held;
        var (start, end) = held.Fields.ModelAt;
        // Where it is the same name, it also stays as it was written.
        this.model = model == held.Fields.Model ? held.Bytes[start..end].ToArray() : JsonSerializer.SerializeToUtf8Bytes(model);
        var longer = this.model.Length - (end - start);
        ContentLength = held.Complete ? held.Length + longer : held.ContentLength + longer;
    }

    public override long? ContentLength { get; }

    public override bool IsSent => place >= HeldLength;

    private int HeldLength => held.Length + model.Length - (held.Fields.ModelAt.End - held.Fields.ModelAt.Start);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return ValueTask.FromResult(0);
        }

        var count = CopyHeld(buffer.Span);
        return count > 0 || held.Complete ? ValueTask.FromResult(count) : ReadRest(buffer, cancellationToken);
    }

    private int CopyHeld(Span<byte> to)
    {
        var (start, end) = held.Fields.ModelAt;
        var copied = 0;
        while (!to.IsEmpty && place < HeldLength)
        {
            var from = place < start ? held.Bytes.Span[place..start]
                : place < start + model.Length ? model.AsSpan(place - start)
                : held.Bytes.Span[(place - model.Length + end - start)..];
            var count = Math.Min(from.Length, to.Length);
            from[..count].CopyTo(to);
            to = to[count..];
            place += count;
            copied += count;
        }

        return copied;
    }

    private async ValueTask<int> ReadRest(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await held.Rest.ReadAsync(buffer, cancellationToken);
        try
        {
            if (count == 0)
            {
                held.Fields.End();
            }
            else
            {
                held.Fields.Read(buffer.Span[..count]);
            }
        }
        catch (RequestRefused refused)
        {
            Refused = refused;
            throw;
        }

        return count;
    }
}
