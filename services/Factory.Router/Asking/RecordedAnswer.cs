using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Workspaces.Scanning;

namespace Factory.Router.Asking;

/// <summary>An answer as it is recorded: without secrets in what the model says, notes, asks and hands over. What it has tools do stays as it said it, since that is done; those tools' results are cleared of secrets where they are made.</summary>
internal static class RecordedAnswer
{
    private static readonly string[] Words = [ToolCatalog.Note, ToolCatalog.Ask, ToolCatalog.Finish];

    public static Answer Of(Answer answer) => new(
        Redaction.Of(answer.Text), [.. answer.Calls.Select(call => Words.Contains(call.Tool, StringComparer.Ordinal) ? call with { Arguments = Redaction.Of(call.Arguments) } : call)]);
}
