using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;

namespace Factory.Router.Dialects;

/// <summary>
/// Tools as text: described in the rules, called by tags that carry the run's mark and stand at the start of a line, so that what a model quotes from a file or
/// a result is never a call.
/// </summary>
internal sealed class TaggedText : IDialect
{
    public Casting.Dialect Kind => Casting.Dialect.TaggedText;

    public string? Instructions(IReadOnlyList<ToolDefinition> tools, string mark)
    {
        if (tools.Count == 0)
            return null;
        var text = new StringBuilder();
        text.Append($"""
            # Tools

            You call a tool by writing its tag at the start of a line, with one argument tag for each argument. Text is written as it is, with no escapes; anything else as JSON:

            <call-{mark} name="TOOL">
            <arg-{mark} name="ARGUMENT">
            value
            </arg-{mark}>
            </call-{mark}>

            Write the tags exactly so, with the letters {mark}. You may call several tools in one answer. The results are shown to you in the next message; never write results yourself.
            The tools, with the JSON schema of their arguments:

            """);
        foreach (var tool in tools)
            text.Append($"\n## {tool.Name}\n{tool.Description}\n{tool.Parameters.GetRawText().Trim()}\n");
        return text.ToString();
    }

    public byte[] Turn(IRequestWriter wire, Answer answer, IReadOnlyList<ToolResult> results, string mark) =>
        [.. wire.Words(Speaker.Assistant, Answered(answer, mark)), (byte)',', .. wire.Words(Speaker.User, Returned(answer, results, mark))];

    public byte[] Refused(IRequestWriter wire, Said said, Understood understood) =>
        [.. wire.Words(Speaker.Assistant, said.Text), (byte)',', .. wire.Words(Speaker.User, $"Nothing was run. {understood.Wrong} Write it again.")];

    public Understood Understand(Said said, IReadOnlyList<ToolDefinition> tools, string mark) => TaggedCalls.Read(said, tools, mark);

    private static string Answered(Answer answer, string mark)
    {
        var text = new StringBuilder(answer.Text);
        foreach (var call in answer.Calls)
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append($"<call-{mark} name=\"{WireJson.Name(call.Tool)}\">\n");
            using var arguments = JsonDocument.Parse(WireJson.Readable(call.Arguments));
            foreach (var argument in arguments.RootElement.EnumerateObject())
            {
                var value = argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.GetRawText();
                text.Append($"<arg-{mark} name=\"{WireJson.Name(argument.Name)}\">\n{value}\n</arg-{mark}>\n");
            }

            text.Append($"</call-{mark}>");
        }

        return text.ToString();
    }

    private static string Returned(Answer answer, IReadOnlyList<ToolResult> results, string mark)
    {
        var text = new StringBuilder();
        foreach (var result in WireJson.Matching(answer, results))
            text.Append($"<result-{mark} name=\"{WireJson.Name(result.Tool)}\"{(result.IsError ? " error=\"true\"" : "")}>\n{Unmarked(result.Text, mark)}\n</result-{mark}>\n");
        foreach (var said in WireJson.Beside(answer, results))
            text.Append(Unmarked(said, mark)).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A run may write its own mark into a file and read it again: what is shown as a result holds no tag.</summary>
    private static string Unmarked(string text, string mark) => text.Replace($"-{mark}", $"-{mark[..^1]}_", StringComparison.OrdinalIgnoreCase);
}
