using System.Buffers;

namespace Factory.Router.Gateway.Requests;

/// <summary>
/// Follows one JSON object as its bytes pass, however they are cut, and hands over the members of the object itself that somebody watches. It keeps a name
/// or a watched value at a time, so that a string of megabytes costs nothing (<see cref="System.Text.Json.Utf8JsonReader"/> wants each token whole). It is
/// stricter about what lies between tokens than lenient servers are, for what they read and this does not could hide a member.
/// </summary>
internal sealed class JsonStructure(Func<ReadOnlySpan<byte>, int> longestValue, JsonMember found)
{
    private const int Deepest = 256;
    private const int LongestName = 192;
    private static readonly SearchValues<byte> EndsRunOfString = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private readonly byte[] name = new byte[LongestName];
    private readonly UInt128[] objects = new UInt128[Deepest / 128];
    private ArrayBufferWriter<byte>? value;
    private int nameLength;
    private int depth;
    private int valueLimit;
    private long valueStart;
    private long position;
    private Place place;
    private bool inString;
    private bool escaped;
    private bool inName;

    private enum Place
    {
        Start,
        Name,
        FirstName,
        Colon,
        Value,
        InValue,
        AfterValue,
        End,
    }

    /// <summary>Whether the object is closed.</summary>
    public bool Ended => place == Place.End;

    /// <exception cref="RequestRefused">This cannot become a JSON object.</exception>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = inString ? ReadString(bytes) : ReadToken(bytes[0]);
            position += taken;
            bytes = bytes[taken..];
        }
    }

    private int ReadString(ReadOnlySpan<byte> bytes)
    {
        if (escaped)
        {
            escaped = false;
            Keep(bytes[..1]);
            return 1;
        }

        var run = bytes.IndexOfAny(EndsRunOfString);
        var taken = run < 0 ? bytes.Length : run + 1;
        Keep(bytes[..taken]);
        if (run >= 0)
        {
            EndRun(bytes[run], position + taken);
        }

        return taken;
    }

    private void EndRun(byte last, long end)
    {
        switch (last)
        {
            case (byte)'\\':
                escaped = true;
                break;
            case (byte)'"':
                inString = false;
                if (inName)
                {
                    (inName, place) = (false, Place.Colon);
                }
                else if (depth == 1)
                {
                    EndValue(end);
                }

                break;
            default:
                throw Wrong("a control character in a string");
        }
    }

    private int ReadToken(byte token)
    {
        switch (token)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                if (place == Place.InValue && depth == 1)
                {
                    EndValue(position);
                }
                else if (place == Place.InValue)
                {
                    Keep([token]);
                }

                return 1;
            case (byte)'{' or (byte)'[':
                Open(token);
                return 1;
            case (byte)'}' or (byte)']':
                Close(token);
                return 1;
            case (byte)'"':
                OpenString();
                return 1;
            case (byte)':' or (byte)',':
                Separate(token);
                return 1;
            case (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (byte)'E' or (byte)'+' or (byte)'-' or (byte)'.':
                ReadLiteral(token);
                return 1;
            default:
                throw Wrong($"byte 0x{token:x2} outside of a string");
        }
    }

    private void Open(byte token)
    {
        if (place == Place.Start)
        {
            place = token == '{' ? Place.FirstName : throw Wrong("no object");
        }
        else if (place == Place.Value)
        {
            BeginValue();
        }
        else if (place != Place.InValue || depth == 1)
        {
            throw Wrong("a value where there can be none");
        }

        if (depth == Deepest)
        {
            throw Wrong($"more than {Deepest} objects and arrays within each other");
        }

        Keep([token]);
        var bit = UInt128.One << (depth % 128);
        objects[depth / 128] = token == '{' ? objects[depth / 128] | bit : objects[depth / 128] & ~bit;
        depth++;
    }

    private void Close(byte token)
    {
        if (place == Place.InValue && depth == 1)
        {
            EndValue(position);
        }

        if (depth == 0 || (depth == 1 && place is not (Place.AfterValue or Place.FirstName)))
        {
            throw Wrong("a bracket that closes nothing");
        }

        depth--;
        if ((objects[depth / 128] & (UInt128.One << (depth % 128))) != 0 != (token == '}'))
        {
            throw Wrong("brackets that do not match");
        }

        Keep([token]);
        if (depth == 0)
        {
            place = Place.End;
        }
        else if (depth == 1)
        {
            EndValue(position + 1);
        }
    }

    private void OpenString()
    {
        switch (place)
        {
            case Place.Name or Place.FirstName:
                (inName, nameLength) = (true, 0);
                break;
            case Place.Value:
                BeginValue();
                break;
            case Place.InValue when depth > 1:
                break;
            default:
                throw Wrong("a string where there can be none");
        }

        inString = true;
        Keep("\""u8);
    }

    private void Separate(byte token)
    {
        if (depth > 1)
        {
            Keep([token]);
            return;
        }

        if (place == Place.InValue)
        {
            EndValue(position);
        }

        place = (place, token) switch
        {
            (Place.Colon, (byte)':') => Place.Value,
            (Place.AfterValue, (byte)',') => Place.Name,
            _ => throw Wrong($"'{(char)token}' where there can be none"),
        };
    }

    private void ReadLiteral(byte token)
    {
        if (place == Place.Value)
        {
            BeginValue();
        }
        else if (place != Place.InValue)
        {
            throw Wrong("a value where there can be none");
        }

        Keep([token]);
    }

    private void BeginValue()
    {
        place = Place.InValue;
        valueStart = position;
        // A name that is longer than this, however it is escaped, is none that anybody watches.
        valueLimit = nameLength <= LongestName ? longestValue(name.AsSpan(0, nameLength)) : 0;
        if (valueLimit > 0)
        {
            (value ??= new ArrayBufferWriter<byte>(64)).ResetWrittenCount();
        }
    }

    private void EndValue(long end)
    {
        place = Place.AfterValue;
        if (valueLimit > 0)
        {
            found(name.AsSpan(0, nameLength), value!.WrittenSpan, valueStart, end);
            valueLimit = 0;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (inName)
        {
            if (nameLength + bytes.Length <= LongestName)
            {
                bytes.CopyTo(name.AsSpan(nameLength));
            }

            nameLength = Math.Min(nameLength + bytes.Length, LongestName + 1);
        }
        else if (valueLimit > 0)
        {
            if (value!.WrittenCount + bytes.Length > valueLimit)
            {
                throw Wrong($"a value of more than {valueLimit} bytes");
            }

            value.Write(bytes);
        }
    }

    private RequestRefused Wrong(string what) => RequestRefused.Invalid($"The body is no JSON object that can be passed on: {what}, at byte {position}.");
}

/// <param name="name">As it is written, with its quotes.</param>
/// <param name="value">As it is written.</param>
/// <param name="start">Where the value begins, from the first byte of all.</param>
/// <param name="end">After its last byte.</param>
internal delegate void JsonMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long start, long end);
