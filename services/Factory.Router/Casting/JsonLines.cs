using System.Text.Json;

namespace Factory.Router.Casting;

/// <summary>Finds the line of a configuration key (<c>Models:gpt:Timeout</c>) in JSON text, so that an error can point at it.</summary>
internal static class JsonLines
{
    public static int? Find(ReadOnlySpan<byte> json, string key)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<string>();
        var (best, line) = (0, default(int?));
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject && path.Count > 0)
            {
                path.Pop();
            }
            else if (reader.TokenType is JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                path.Push(reader.GetString()!);
                var here = string.Join(':', path.Reverse());
                if (here.Length > best && IsOrHolds(here, key))
                {
                    (best, line) = (here.Length, json[..start].Count((byte)'\n') + 1);
                }

                reader.Read();
                if (reader.TokenType is not JsonTokenType.StartObject)
                {
                    reader.Skip();
                    path.Pop();
                }
            }
        }

        return line;
    }

    private static bool IsOrHolds(string path, string key) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');
}
