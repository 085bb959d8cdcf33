using System.Text.Json;

namespace Factory.Router.Gateway;

/// <summary><c>GET /v1/models</c>, as OpenAI's and Anthropic's tools both read it.</summary>
internal static class ModelList
{
    public static byte[] Write(IReadOnlyList<string> names)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var name in names)
            {
                json.WriteStartObject();
                json.WriteString("id", name);
                json.WriteString("object", "model");
                json.WriteString("type", "model");
                json.WriteString("display_name", name);
                json.WriteNumber("created", 0);
                json.WriteString("created_at", "1970-01-01T00:00:00Z");
                json.WriteString("owned_by", "factory");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more", false);
            json.WriteString("first_id", names.Count > 0 ? names[0] : null);
            json.WriteString("last_id", names.Count > 0 ? names[^1] : null);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
