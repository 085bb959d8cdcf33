using System.Text.Json;

namespace Factory.History;

/// <summary>JSON as a jsonb column can hold it.</summary>
public static class JsonbText
{
    private static ReadOnlySpan<byte> Nul => "\\u0000"u8;

    /// <summary>The value as UTF-8 JSON. jsonb cannot hold U+0000, and a title with one should not make a mission fail: it becomes U+FFFD, as unreadable characters do.</summary>
    /// <param name="value">Written as its own type.</param>
    public static byte[] Write(object value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
        return json.AsSpan().IndexOf(Nul) < 0 ? json : WithoutNul(json);
    }

    private static byte[] WithoutNul(byte[] json)
    {
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] != (byte)'\\')
                continue;
            if (json.AsSpan(i).StartsWith(Nul))
                "\\uFFFD"u8.CopyTo(json.AsSpan(i));
            i++;
        }

        return json;
    }
}
