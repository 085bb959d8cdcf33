using System.Text;

namespace Factory.Workspaces.Sandboxing;

/// <summary>Keeps the first and the last part of what a command writes, in bounded memory.</summary>
#pragma warning disable CA1001 // a memory stream holds nothing to release
internal sealed class OutputCapture(int kept)
#pragma warning restore CA1001
{
    private readonly MemoryStream head = new();
    private byte[] tail = [];
    private int tailStart;
    private int tailLength;

    public long Total { get; private set; }

    private int HalfKept => kept / 2;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Total += bytes.Length;
        var toHead = (int)Math.Min(bytes.Length, HalfKept - head.Length);
        head.Write(bytes[..toHead]);
        AddToTail(bytes[toHead..]);
    }

    /// <summary>All bytes where they fit; else the first, a note, and the last.</summary>
    public byte[] Whole()
    {
        var left = Total - head.Length - tailLength;
        byte[] note = left == 0 ? [] : Encoding.UTF8.GetBytes($"\n… {left} bytes were not kept …\n");
        var first = head.Length;
        var whole = new byte[first + note.Length + tailLength];
        head.GetBuffer().AsSpan(0, (int)first).CopyTo(whole);
        note.CopyTo(whole, first);
        for (var i = 0; i < tailLength; i++)
            whole[first + note.Length + i] = tail[(tailStart + i) % tail.Length];
        return whole;
    }

    /// <summary>What came after so many bytes; a note stands for what was not kept of it.</summary>
    public byte[] Since(long position)
    {
        var firstOfTail = Total - tailLength;
        var since = new MemoryStream();
        if (position < head.Length)
            since.Write(head.GetBuffer().AsSpan((int)position, (int)(head.Length - position)));
        var lost = firstOfTail - Math.Max(position, head.Length);
        if (lost > 0)
            since.Write(Encoding.UTF8.GetBytes($"\n… {lost} bytes were not kept …\n"));
        for (var i = (int)Math.Max(0, position - firstOfTail); i < tailLength; i++)
            since.WriteByte(tail[(tailStart + i) % tail.Length]);
        return since.ToArray();
    }

    /// <summary>Text with its middle cut where it is longer than <paramref name="limit"/> characters.</summary>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var first = limit * 2 / 5;
        var last = limit - first;
        first = EndOfLine(text, first);
        var from = text.Length - last;
        return $"{text[..first]}\n… {from - first} characters were cut here; the whole output is kept …\n{text[from..]}";
    }

    private static int EndOfLine(string text, int position)
    {
        var line = text.LastIndexOf('\n', position, Math.Min(position, 200));
        return line > 0 ? line : position;
    }

    private void AddToTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (bytes.Length > HalfKept)
            bytes = bytes[^HalfKept..];
        MakeRoom(bytes.Length);
        foreach (var value in bytes)
        {
            tail[(tailStart + tailLength) % tail.Length] = value;
            if (tailLength < tail.Length)
                tailLength++;
            else
                tailStart = (tailStart + 1) % tail.Length;
        }
    }

    private void MakeRoom(int more)
    {
        var wanted = Math.Min(HalfKept, tailLength + more);
        if (wanted <= tail.Length)
            return;
        var larger = new byte[Math.Min(HalfKept, Math.Max(wanted, Math.Max(4096, tail.Length * 2)))];
        for (var i = 0; i < tailLength; i++)
            larger[i] = tail[(tailStart + i) % tail.Length];
        tail = larger;
        tailStart = 0;
    }
}
