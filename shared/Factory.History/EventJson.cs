using System.Text.Encodings.Web;
using System.Text.Json;

namespace Factory.History;

/// <summary>How events are written: names as in C#, enums as numbers, nothing left out. What Marten reads by default.</summary>
internal static class EventJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static byte[] Write(object data) => JsonbText.Write(data, Options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            // The text goes into a jsonb column, never into a page: escaping beyond JSON's own rules only makes it longer.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
