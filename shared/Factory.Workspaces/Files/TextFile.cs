using System.Text;

namespace Factory.Workspaces.Files;

/// <summary>A file's text, and the encoding that gives its bytes back unchanged.</summary>
internal sealed record TextFile(string Text, Encoding Encoding)
{
    private const int Looked = 8_000;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TextFile Decode(string path, byte[] bytes)
    {
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

    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, Looked)].Contains((byte)0);

    public byte[] Encode(string text) => Encoding.GetBytes(text);
}
