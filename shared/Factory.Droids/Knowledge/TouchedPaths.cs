using System.Text.Json;

namespace Factory.Droids.Knowledge;

/// <summary>The paths that a call of a tool names.</summary>
internal static class TouchedPaths
{
    private static readonly string[] Names = ["path", "newPath", "glob"];
    private static readonly char[] Wild = ['*', '?', '{', '['];

    public static IEnumerable<string> Of(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in arguments.EnumerateObject())
        {
            if (Names.Contains(member.Name, StringComparer.Ordinal) && member.Value.ValueKind == JsonValueKind.String)
                yield return Plain(member.Value.GetString()!);
            if (member.Name == "edits" && member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var path in member.Value.EnumerateArray().SelectMany(Of))
                    yield return path;
            }
        }
    }

    /// <summary>Of a pattern what stands before its first wild card.</summary>
    private static string Plain(string path)
    {
        var wild = path.IndexOfAny(Wild);
        var plain = wild < 0 ? path : path[..wild];
        return string.Join('/', plain.Split('/').Where(part => part is not ("" or ".")));
    }
}
