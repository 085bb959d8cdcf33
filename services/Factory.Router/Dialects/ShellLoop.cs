using System.Text;
using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;

namespace Factory.Router.Dialects;

/// <summary>For models that manage no tools at all: one block of shell commands an answer, and a line that ends the work.</summary>
internal sealed class ShellLoop : IDialect
{
    public Casting.Dialect Kind => Casting.Dialect.ShellLoop;

    public string? Instructions(IReadOnlyList<ToolDefinition> tools, string mark)
    {
        if (tools.Count == 0)
            return null;
        var finish = tools.FirstOrDefault(tool => tool.Name == ToolCatalog.Finish);
        return $$"""
            # How you work

            Each of your answers holds exactly one block of shell commands, which is run in the repository's root. You see its output in the next message. Write it so:

            ```bash
            ls
            ```

            Read files with cat or sed -n, and change them with commands. No output of yours is run unless it stands in such a block.
            When you are done, write no block. Write this line instead, and after it your result as a JSON object of this schema:

            DONE-{{mark}}
            {{finish?.Parameters.GetRawText().Trim()}}
            """;
    }

    public byte[] Turn(IRequestWriter wire, Answer answer, IReadOnlyList<ToolResult> results, string mark) =>
        [.. wire.Words(Speaker.Assistant, Answered(answer, mark)), (byte)',', .. wire.Words(Speaker.User, Returned(answer, results, mark))];

    public byte[] Refused(IRequestWriter wire, Said said, Understood understood) =>
        [.. wire.Words(Speaker.Assistant, said.Text), (byte)',', .. wire.Words(Speaker.User, $"Nothing was run. {understood.Wrong} Write it again.")];

    public Understood Understand(Said said, IReadOnlyList<ToolDefinition> tools, string mark) => ShellBlocks.Read(said, tools, mark);

    private static string Answered(Answer answer, string mark)
    {
        var text = new StringBuilder(answer.Text);
        foreach (var call in answer.Calls)
        {
            if (text.Length > 0)
                text.Append("\n\n");
            if (call.Tool == ToolCatalog.Finish)
                text.Append($"DONE-{mark}\n{call.Arguments}");
            else
                text.Append($"```bash\n{Command(call)}\n```");
        }

        return text.ToString();
    }

    /// <summary>A call of another tool, by a model that knew them, is shown as a comment with what it asked for.</summary>
    private static string Command(ToolCall call)
    {
        using var arguments = JsonDocument.Parse(WireJson.Readable(call.Arguments));
        return call.Tool == ToolCatalog.Run && arguments.RootElement.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String
            ? command.GetString()!
            : $"# {WireJson.Name(call.Tool)} {JsonSerializer.Serialize(arguments.RootElement)}";
    }

    private static string Returned(Answer answer, IReadOnlyList<ToolResult> results, string mark)
    {
        var text = new StringBuilder();
        foreach (var result in WireJson.Matching(answer, results))
            text.Append(result.IsError ? "It failed:\n" : "Output:\n").Append(Quotable(result.Text, mark)).Append('\n');
        foreach (var said in WireJson.Beside(answer, results))
            text.Append(said == WireJson.CallSomething ? $"Go on with one ```bash block, or end with DONE-{mark}." : Quotable(said, mark)).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Output that a model quotes word for word holds no line that would be run.</summary>
    private static string Quotable(string text, string mark) => string.Join('\n', text.Split('\n').Select(line =>
        ShellBlocks.IsFence(line) || line.StartsWith($"DONE-{mark}", StringComparison.Ordinal) ? $"| {line}" : line));
}
