using System.Text;
using System.Text.Json;

namespace Factory.Router.Dialects;

/// <summary>
/// Reads a call's arguments, and repairs what can be repaired in one way only: a fence around them, trailing commas, line breaks that are not escaped, and
/// brackets that were not closed. What could mean two things stays as it is.
/// </summary>
internal static class ArgumentsRepair
{
    /// <param name="mayClose">Whether missing brackets may be added: not where the answer was cut.</param>
    public static RepairedArguments Read(string arguments, bool mayClose)
    {
        if (string.IsNullOrWhiteSpace(arguments))
            return new RepairedArguments("{}", null);
        if (Object(arguments, out var wrong))
            return new RepairedArguments(arguments, null);
        var text = Unfenced(arguments.Trim());
        return Object(text, out _) ? new RepairedArguments(text, null)
            : Unquoted(text) is { } inner && Object(inner, out _) ? new RepairedArguments(inner, null)
            : Mended(text, mayClose) is { } mended && Object(mended, out _) ? new RepairedArguments(mended, null)
            : new RepairedArguments(null, wrong);
    }

    private static bool Object(string text, out string? wrong)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            wrong = parsed.RootElement.ValueKind == JsonValueKind.Object ? null : $"it is a JSON {parsed.RootElement.ValueKind.ToString().ToLowerInvariant()}";
        }
        catch (JsonException error)
        {
            wrong = error.Message;
        }

        return wrong is null;
    }

    private static string Unfenced(string text)
    {
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.Length < 6)
            return text;
        var firstLine = text.IndexOf('\n', StringComparison.Ordinal);
        return firstLine < 0 ? text : text[(firstLine + 1)..^3].Trim();
    }

    /// <summary>Some models write the object as a JSON string.</summary>
    private static string? Unquoted(string text)
    {
        try
        {
            return text.StartsWith('"') ? JsonSerializer.Deserialize<string>(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One pass over the text; null where it ends inside a string, which could have gone on in any way.</summary>
    private static string? Mended(string text, bool mayClose)
    {
        var mended = new StringBuilder(text.Length + 8);
        var open = new Stack<char>();
        var (inString, escaped) = (false, false);
        foreach (var letter in text)
        {
            if (inString)
            {
                // A backslash before a line break may be meant as one, or as the break's escape.
                if (escaped && char.IsControl(letter))
                    return null;
                mended.Append(Escaped(letter));
                (inString, escaped) = (letter != '"' || escaped, letter == '\\' && !escaped);
                continue;
            }

            inString = letter == '"';
            if (letter is '{' or '[')
                open.Push(letter == '{' ? '}' : ']');
            if (letter is '}' or ']')
            {
                if (open.Count == 0 || open.Pop() != letter)
                    return null;
                DropComma(mended);
            }

            mended.Append(letter);
        }

        if (inString || (open.Count > 0 && !mayClose) || !EndsWithAValue(mended))
            return null;
        while (open.Count > 0)
            mended.Append(open.Pop());
        return mended.ToString();
    }

    private static string Escaped(char letter) => letter switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => letter.ToString(),
    };

    private static void DropComma(StringBuilder mended)
    {
        var end = mended.Length;
        while (end > 0 && char.IsWhiteSpace(mended[end - 1]))
            end--;
        if (end > 0 && mended[end - 1] == ',')
            mended.Length = end - 1;
    }

    /// <summary>What ends after a name, a colon or a comma lacks more than brackets; a number or word may lack its end.</summary>
    private static bool EndsWithAValue(StringBuilder mended)
    {
        var end = mended.Length;
        while (end > 0 && char.IsWhiteSpace(mended[end - 1]))
            end--;
        return end > 0 && mended[end - 1] is '"' or '}' or ']';
    }
}

/// <param name="Json">A JSON object, or null when there is none.</param>
/// <param name="Wrong">Why there is none.</param>
internal sealed record RepairedArguments(string? Json, string? Wrong);
