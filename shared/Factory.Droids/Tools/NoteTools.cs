using System.Text.Json;
using Factory.Workspaces.Scanning;

namespace Factory.Droids.Tools;

/// <summary>A thought or plan for later. It does nothing but stand in the transcript, where the latest survives when turns are compacted.</summary>
internal sealed class NoteTool : ITool
{
    private const int Longest = 8_000;

    public string Name => ToolCatalog.Note;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct) => arguments.Text("text").Length > Longest
        ? throw new ToolRefused($"A note has at most {Longest} characters. Write what you will need, not all you know.")
        : Task.FromResult(new ToolOutcome("Noted."));
}

/// <summary>A question to a person. The run goes on when somebody answers.</summary>
internal sealed class AskTool : ITool
{
    private const int Longest = 4_000;

    public string Name => ToolCatalog.Ask;

    public bool Writes => false;

    public Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var question = arguments.Text("question");
        if (question.Trim().Length is 0 or > Longest)
            throw new ToolRefused($"A question has 1 to {Longest} characters.");
        return Task.FromResult(new ToolOutcome("Asked. The answer comes as a message of its own.") { Question = Redaction.Of(question) });
    }
}
