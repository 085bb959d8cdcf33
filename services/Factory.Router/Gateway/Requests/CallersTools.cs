using System.Text.Json;

namespace Factory.Router.Gateway.Requests;

/// <summary>
/// Tools that a request may name: those that the caller runs. Tools that the provider runs (search, code, servers of other people, files) have prices that
/// nobody wrote down here, connect to places that no rule of the casting knows of, and reach what others keep under the router's key.
/// </summary>
internal static class CallersTools
{
    /// <summary>In bytes; of all tools of a request together.</summary>
    public const int Longest = 2 * 1024 * 1024;

    private static readonly string[] Kinds = ["function", "custom"];

    /// <summary>Anthropic's tools that the caller's machine runs; their names end with a date.</summary>
    private static readonly string[] KindsByBeginning = ["bash_", "text_editor_", "computer_", "memory_"];

    /// <param name="tools">The value of <c>tools</c>, as it is written.</param>
    /// <exception cref="RequestRefused">One of them is no tool of the caller's, or this is no list of tools.</exception>
    public static void Check(ReadOnlySpan<byte> tools)
    {
        var reader = new Utf8JsonReader(tools);
        try
        {
            using var list = JsonDocument.ParseValue(ref reader);
            if (list.RootElement.ValueKind == JsonValueKind.Null)
                return;
            foreach (var tool in list.RootElement.EnumerateArray())
                Check(tool);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw RequestRefused.Invalid("tools is no list of tools.");
        }
    }

    private static void Check(JsonElement tool)
    {
        // Of two types the provider could believe the other one.
        foreach (var type in tool.EnumerateObject().Where(member => member.Name.Equals("type", StringComparison.OrdinalIgnoreCase)))
        {
            if (type.Value.ValueKind != JsonValueKind.Null && !IsCallers(type.Value.GetString()!))
                throw RequestRefused.Invalid("Tools that the provider runs cannot be used here, since their price and their reach are not known: leave out those whose type is not function, custom, or one of the tools that your own program runs.");
        }
    }

    private static bool IsCallers(string type) =>
        Kinds.Contains(type, StringComparer.Ordinal) || Array.Exists(KindsByBeginning, beginning => type.StartsWith(beginning, StringComparison.Ordinal));
}
