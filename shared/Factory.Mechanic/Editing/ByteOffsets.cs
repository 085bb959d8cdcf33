using System.Text;

namespace Factory.Mechanic.Editing;

/// <summary>Where a character of a text starts in its UTF-8 bytes.</summary>
internal sealed class ByteOffsets
{
    private readonly int[]? _offsets;

    public ByteOffsets(string text)
    {
        if (Ascii.IsValid(text)) return;
        _offsets = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            // Half of a pair of surrogates stands for half of its four bytes.
            _offsets[i + 1] = _offsets[i] + (char.IsSurrogate(text[i]) ? 2 : Encoding.UTF8.GetByteCount(text.AsSpan(i, 1)));
        }
    }

    public int this[int index] => _offsets?[index] ?? index;
}
