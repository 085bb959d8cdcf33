using System.Buffers;

namespace Factory.Router.Gateway.Translating;

/// <summary>Cuts server-sent events out of bytes, however they are split, and hands over the data of each.</summary>
internal sealed class EventLines(EventData found)
{
    private const int LongestEvent = 16 << 20;

    private readonly ArrayBufferWriter<byte> line = new();
    private readonly ArrayBufferWriter<byte> data = new();

    /// <exception cref="InvalidDataException">An event is longer than any should be.</exception>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            line.Write(bytes[..end]);
            EndLine(line.WrittenSpan.TrimEnd((byte)'\r'));
            line.ResetWrittenCount();
            bytes = bytes[(end + 1)..];
        }

        line.Write(bytes);
        if (line.WrittenCount + data.WrittenCount > LongestEvent)
        {
            throw new InvalidDataException($"An event of the answer is longer than {LongestEvent} bytes.");
        }
    }

    /// <summary>The last event may lack the line that ends it.</summary>
    public void End()
    {
        if (line.WrittenCount > 0)
        {
            Read("\n"u8);
        }

        EndLine([]);
    }

    private void EndLine(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("data:"u8))
        {
            if (data.WrittenCount > 0)
            {
                data.Write("\n"u8);
            }

            data.Write(content["data:".Length..].TrimStart((byte)' '));
        }
        else if (content.IsEmpty && data.WrittenCount > 0)
        {
            found(data.WrittenSpan);
            data.ResetWrittenCount();
        }
    }
}

internal delegate void EventData(ReadOnlySpan<byte> data);
