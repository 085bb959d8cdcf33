using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Factory.Droids.Tools;

namespace Factory.Router.Dialects;

/// <summary>Reads the calls of an answer in tagged text, line by line. Only tags at the start of a line, with the run's mark, count.</summary>
internal sealed partial class TaggedCalls
{
    private readonly string mark;
    private readonly IReadOnlyList<ToolDefinition> tools;
    private readonly StringBuilder text = new();
    private readonly List<SaidCall> calls = [];
    private readonly List<string> wrong = [];
    private readonly StringBuilder value = new();
    private string? tool;
    private string? argument;
    private JsonObject arguments = [];
    private bool inResult;

    private TaggedCalls(string mark, IReadOnlyList<ToolDefinition> tools) => (this.mark, this.tools) = (mark, tools);

    public static Understood Read(Said said, IReadOnlyList<ToolDefinition> tools, string mark)
    {
        var reading = new TaggedCalls(mark, tools);
        foreach (var line in ThinkingAloud.Without(said.Text).ReplaceLineEndings("\n").Split('\n'))
            reading.Line(line);
        return reading.End(said.Cut);
    }

    private Understood End(bool cut)
    {
        if (tool is not null)
            wrong.Add(cut ? $"Your answer was cut inside the call of {tool} because it was too long: do less in one call." : $"The call of {tool} has no </call-{mark}> on a line of its own.");
        return new Understood(text.ToString().Trim(), calls, wrong.Count == 0 ? null : string.Join('\n', wrong));
    }

    private void Line(string line)
    {
        if (argument is not null)
            InArgument(line);
        else if (tool is not null)
            InCall(line);
        else
            Outside(line);
    }

    private void Outside(string line)
    {
        var tag = Tag().Match(line);
        if (tag.Success && tag.Groups["mark"].Value == mark && !inResult && tag.Groups["kind"].Value == "call")
        {
            (tool, arguments) = (tag.Groups["name"].Value, []);
            InCall(tag.Groups["rest"].Value);
            return;
        }

        // A model that goes on to write the result itself makes it up.
        if (tag.Success && tag.Groups["mark"].Value == mark && tag.Groups["kind"].Value == "result")
            inResult = true;
        if (!inResult)
            text.Append(line).Append('\n');
        if (line.TrimEnd().EndsWith($"</result-{mark}>", StringComparison.Ordinal))
            inResult = false;
    }

    private void InCall(string line)
    {
        var trimmed = line.Trim();
        if (trimmed == $"</call-{mark}>")
        {
            calls.Add(new SaidCall(tool!, arguments.ToJsonString()));
            tool = null;
            return;
        }

        var tag = Tag().Match(trimmed);
        if (tag.Success && tag.Groups["mark"].Value == mark && tag.Groups["kind"].Value == "arg")
        {
            argument = tag.Groups["name"].Value;
            value.Clear();
            if (tag.Groups["rest"].Value is { Length: > 0 } rest)
                InArgument(rest);
        }
        else if (trimmed.Length > 0)
        {
            wrong.Add($"In the call of {tool} there is \"{(trimmed.Length > 60 ? trimmed[..60] : trimmed)}\" outside of <arg-{mark} name=\"…\">.");
        }
    }

    private void InArgument(string line)
    {
        var end = line.LastIndexOf($"</arg-{mark}>", StringComparison.Ordinal);
        if (end < 0)
        {
            value.Append(line).Append('\n');
            return;
        }

        value.Append(line.AsSpan(0, end));
        Keep(argument!, value.ToString());
        argument = null;
        if (line[(end + $"</arg-{mark}>".Length)..] is { Length: > 0 } rest)
            InCall(rest);
    }

    private void Keep(string name, string said)
    {
        var plain = said.EndsWith('\n') ? said[..^1] : said;
        if (IsText(name))
        {
            arguments[name] = plain;
            return;
        }

        try
        {
            arguments[name] = JsonNode.Parse(plain);
        }
        catch (JsonException)
        {
            // The tool says what it wants in its place.
            arguments[name] = plain;
        }
    }

    private bool IsText(string name)
    {
        var parameters = tools.FirstOrDefault(known => known.Name == tool)?.Parameters;
        return parameters is not { } schema || !schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(name, out var property)
            || !property.TryGetProperty("type", out var type) || (type.ValueKind == JsonValueKind.String && type.ValueEquals("string"));
    }

    [GeneratedRegex("""^<(?<kind>call|arg|result)-(?<mark>[0-9a-f]+)\s+name="(?<name>[^"]*)"[^>]*>(?<rest>.*)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
