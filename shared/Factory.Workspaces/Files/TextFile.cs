using System.Text;

namespace Factory.Workspaces.Files;

/// <summary>A file's text, and the encoding that gives its bytes back unchanged.</summary>
internal sealed record TextFile(string Text, Encoding Encoding)
{
    private const int Looked = 8_000;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TextFile Decode(string path, byte[] bytes)
    {
        if (Utf16(bytes) is { } wide)
            return new TextFile(wide.GetString(bytes), wide); // its mark stays the text's first character
        if (IsBinary(bytes))
            throw new FileRefused($"'{ConfinedPath.Printable(path)}' is a binary file of {bytes.Length:N0} bytes. Only text is read.");
        try
        {
            return new TextFile(Strict.GetString(bytes), Strict);
        }
        catch (DecoderFallbackException)
        {
            return new TextFile(Encoding.Latin1.GetString(bytes), Encoding.Latin1); // one character a byte: nothing is lost
        }
    }

    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, Looked)].Contains((byte)0) && Utf16(bytes) is null;

    /// <exception cref="FileRefused">The text has characters that the file's encoding does not.</exception>
    public byte[] Encode(string path, string text)
    {
        if (Encoding.Equals(Encoding.Latin1) && text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
            throw new FileRefused($"'{ConfinedPath.Printable(path)}' is not UTF-8: it has one byte a character, and the new text has characters that do not fit. Use plain letters.");
        return Encoding.GetBytes(text);
    }

    /// <summary>By its byte order mark.</summary>
    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> bytes) => bytes.Length % 2 != 0 ? null : bytes switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };
}
