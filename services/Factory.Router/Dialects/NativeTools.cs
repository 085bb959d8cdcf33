using Factory.Contracts.Transcripts;
using Factory.Droids.Tools;
using Factory.Router.Protocols;
using Factory.Router.Transcripts;

namespace Factory.Router.Dialects;

/// <summary>Tools as the provider's protocol has them. What an answer's text looks like is never taken for a call.</summary>
internal sealed class NativeTools : IDialect
{
    public Casting.Dialect Kind => Casting.Dialect.NativeTools;

    public string? Instructions(IReadOnlyList<ToolDefinition> tools, string mark) => null;

    public byte[] Turn(IRequestWriter wire, Answer answer, IReadOnlyList<ToolResult> results, string mark) => wire.Turn(answer, results);

    public byte[] Refused(IRequestWriter wire, Said said, Understood understood)
    {
        var calls = understood.Calls.Select((call, index) => new ToolCall(CallIds.Of(0, index + 1), call.Tool, call.Arguments)).ToList();
        return wire.Turn(new Answer(understood.Text, calls), [.. calls.Select(call => new ToolResult(call.Id, call.Tool, IsError: true, $"Nothing was run. {understood.Wrong} Call again.", null))]);
    }

    public Understood Understand(Said said, IReadOnlyList<ToolDefinition> tools, string mark)
    {
        var calls = new List<SaidCall>();
        var wrong = new List<string>();
        foreach (var call in said.Calls)
        {
            // An answer that was cut may have lost the rest of its last call, so nothing is closed for it.
            var repaired = ArgumentsRepair.Read(call.Arguments, mayClose: !said.Cut);
            if (repaired.Json is null || (said.Cut && call.Arguments.Length == 0))
                wrong.Add($"The arguments of the call of {call.Tool} are no JSON object ({(said.Cut ? "your answer was cut because it was too long: do less in one call" : repaired.Wrong)}).");
            calls.Add(call with { Arguments = repaired.Json ?? call.Arguments });
        }

        return new Understood(said.Text, calls, wrong.Count == 0 ? null : string.Join('\n', wrong));
    }
}
