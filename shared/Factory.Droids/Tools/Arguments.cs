using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>Reads the arguments that a model wrote. What is missing or of the wrong kind is said to the model.</summary>
internal static class Arguments
{
    public static string Text(this JsonElement arguments, string name) =>
        arguments.OptionalText(name) ?? throw new ToolRefused($"The argument '{name}' is missing; it takes a string.");

    public static string? OptionalText(this JsonElement arguments, string name) => Get(arguments, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => Whole(value.GetString),
        _ => throw new ToolRefused($"The argument '{name}' takes a string."),
    };

    public static int? OptionalNumber(this JsonElement arguments, string name, int least, int most) => Get(arguments, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= least && number <= most => number,
        _ => throw new ToolRefused($"The argument '{name}' takes a whole number from {least} to {most}."),
    };

    public static bool OptionalFlag(this JsonElement arguments, string name) => Get(arguments, name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw new ToolRefused($"The argument '{name}' takes true or false."),
    };

    public static IReadOnlyList<JsonElement> Items(this JsonElement arguments, string name) => Get(arguments, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray()],
        _ => throw new ToolRefused($"The argument '{name}' takes a list."),
    };

    public static IReadOnlyList<string> Texts(this JsonElement arguments, string name) => Get(arguments, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => Whole(item.GetString)!)],
        _ => throw new ToolRefused($"The argument '{name}' takes a list of strings."),
    };

    private static JsonElement? Get(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && Whole(() => arguments.TryGetProperty(name, out var found) ? found : (JsonElement?)null) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    /// <summary>An escaped half of a surrogate pair is JSON and no text.</summary>
    private static T Whole<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new ToolRefused("The arguments hold half a character (a lone surrogate escape). Write whole characters.");
        }
    }
}
