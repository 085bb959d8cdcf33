using System.Text;

namespace Factory.Outbound.Reading;

/// <summary>Text in the encoding that the server names; UTF-8 where it names none, or none that is known.</summary>
internal static class Decoding
{
    public static string Of(ReadOnlyMemory<byte> bytes, string? charset)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Named(charset), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding Named(string? charset)
    {
        try
        {
            return charset is null ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim('"')) ?? Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
