using System.Globalization;
using System.Text.Json;

namespace Factory.SignalIntake.Webhooks;

/// <summary>A way into a JSON document: names, and positions from 0, for example <c>alerts[0].labels.alertname</c>.</summary>
internal sealed class JsonPath
{
    /// <summary>What a path may look like.</summary>
    public const string Pattern = @"[A-Za-z0-9_$@-]+(\[[0-9]{1,4}\])*(\.[A-Za-z0-9_$@-]+(\[[0-9]{1,4}\])*)*";

    private readonly string _text;
    private readonly string[] _steps;

    private JsonPath(string text) => (_text, _steps) = (text, text.Replace("[", ".[", StringComparison.Ordinal).Split('.'));

    /// <param name="text">Matches <see cref="Pattern"/>.</param>
    public static JsonPath Of(string text) => new(text);

    /// <summary>The text there: a string, number or truth value as it is written; null where there is nothing, or something of parts.</summary>
    public string? Text(JsonElement root) => Find(root) is not { } found ? null : found.ValueKind switch
    {
        JsonValueKind.String => found.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
        _ => null,
    };

    public override string ToString() => _text;

    private JsonElement? Find(JsonElement at)
    {
        foreach (var step in _steps)
        {
            if (step[0] == '[')
            {
                var position = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
                if (at.ValueKind != JsonValueKind.Array || position >= at.GetArrayLength())
                    return null;
                at = at[position];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at;
    }
}
