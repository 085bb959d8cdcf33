using System.Runtime.CompilerServices;

namespace Factory.History.Transfer;

internal static class BoundedLines
{
    /// <summary>The lines of a stream that are not empty; a line that is too long is refused before it is read whole.</summary>
    public static async IAsyncEnumerable<byte[]> In(Stream stream, int longest, string name, [EnumeratorCancellation] CancellationToken ct)
    {
        var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(buffer, ct); read > 0; read = await stream.ReadAsync(buffer, ct))
        {
            var start = 0;
            for (var end = buffer.AsSpan(0, read).IndexOf((byte)'\n'); end >= 0; end = Next(buffer, start, read))
            {
                line.Write(buffer, start, end - start);
                start = end + 1;
                if (line.Length > 0)
                    yield return line.ToArray();
                line.SetLength(0);
            }

            line.Write(buffer, start, read - start);
            if (line.Length > longest)
                throw new MissionFileRefused(name, $"a line of more than {longest} bytes.");
        }

        if (line.Length > 0)
            yield return line.ToArray();
    }

    private static int Next(byte[] buffer, int start, int read)
    {
        var end = buffer.AsSpan(start, read - start).IndexOf((byte)'\n');
        return end < 0 ? -1 : start + end;
    }
}
