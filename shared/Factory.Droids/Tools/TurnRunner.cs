using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.History;
using Factory.Workspaces.Files;

namespace Factory.Droids.Tools;

/// <summary>Runs the calls of one turn. What goes wrong in a call is told to the model as text.</summary>
internal sealed class TurnRunner(IEnumerable<ITool> tools, BlobStore blobs)
{
    /// <summary>More in one answer are not run: their results would not fit in any model's context.</summary>
    private const int MostCalls = 128;

    /// <summary>Of one result, as the model is shown it.</summary>
    public const int MostCharacters = 32_000;

    /// <summary>What whole output is stored as.</summary>
    public const string TextType = "text/plain; charset=utf-8";

    /// <summary>Larger output is stored at once, so that a turn of many commands does not hold all of theirs.</summary>
    private const int MostBytesWithTurn = 256 * 1024;

    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    public async Task<TurnResults> Run(DroidRole role, ReadOnlyMemory<byte> order, IReadOnlyList<ToolCall> calls, ToolContext context, CancellationToken ct)
    {
        var results = new List<ToolResult>(calls.Count);
        var wholes = new List<ReadOnlyMemory<byte>>();
        Completion? finished = null;
        var wrote = false;
        foreach (var call in calls)
        {
            var outcome = results.Count >= MostCalls
                ? new ToolOutcome($"Not run: at most {MostCalls} calls are run in a turn.", IsError: true)
                : finished is not null
                ? new ToolOutcome("Not run: finish ended the work before it.", IsError: true)
                : call.Tool == ToolCatalog.Finish ? await Finish(call) : await Safely(() => RunOne(role, call, context, ct), ct);
            results.Add(await Result(call, outcome, context.Team, wholes, ct));
            wrote |= _tools.TryGetValue(call.Tool, out var tool) && tool.Writes;
        }

        var errors = results.Where(result => result.IsError).ToList();
        return new TurnResults(results, finished, wrote, Fingerprint(results), wholes)
        {
            Errors = errors.Count == 0 ? null : Fingerprint(errors),
            Malformed = calls.Count(call => IsMalformed(role, call)),
        };

        async Task<ToolOutcome> Finish(ToolCall call)
        {
            Completion? completion = null;
            var outcome = await Safely(
                async () =>
                {
                    completion = await role.CompleteWork(order, Finishing.Parse(role.Name, call.Arguments), context, ct);
                    return completion.Problem is { } problem ? new ToolOutcome(problem, IsError: true) : new ToolOutcome("Accepted.");
                },
                ct);
            finished = outcome.IsError ? null : completion;
            return outcome;
        }
    }

    private static bool IsMalformed(DroidRole role, ToolCall call)
    {
        if (!role.Tools.Contains(call.Tool, StringComparer.Ordinal))
            return true;
        try
        {
            using var arguments = JsonDocument.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments);
            return arguments.RootElement.ValueKind != JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private async Task<ToolOutcome> RunOne(DroidRole role, ToolCall call, ToolContext context, CancellationToken ct)
    {
        if (!role.Tools.Contains(call.Tool, StringComparer.Ordinal) || !_tools.TryGetValue(call.Tool, out var tool))
            throw new ToolRefused($"There is no tool '{call.Tool}'. Yours are: {string.Join(", ", role.Tools)}.");
        using var arguments = JsonDocument.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments);
        return await tool.Run(context, arguments.RootElement, ct);
    }

    private static async Task<ToolOutcome> Safely(Func<Task<ToolOutcome>> run, CancellationToken ct)
    {
        try
        {
            return await run();
        }
        catch (Exception refused) when (refused is ToolRefused or FileRefused)
        {
            return new ToolOutcome(refused.Message, IsError: true);
        }
        catch (JsonException malformed)
        {
            return new ToolOutcome($"The arguments are not what the tool takes: {malformed.Message}", IsError: true);
        }
    }

    /// <param name="wholes">Gets what is small enough to be stored with the turn.</param>
    private async Task<ToolResult> Result(ToolCall call, ToolOutcome outcome, string team, List<ReadOnlyMemory<byte>> wholes, CancellationToken ct)
    {
        BlobRef? kept = null;
        if ((outcome.Whole is null && outcome.Text.Length > MostCharacters ? Encoding.UTF8.GetBytes(outcome.Text) : outcome.Whole) is { } whole)
        {
            kept = BlobStore.Describe(team, whole.Span);
            if (whole.Length > MostBytesWithTurn)
                await blobs.Put(team, whole, TextType, ct);
            else
                wholes.Add(whole);
        }

        return new ToolResult(call.Id, call.Tool, outcome.IsError, CutMiddle(outcome.Text), kept);
    }

    /// <summary>Head and tail of a long text, with a note between them that says what was cut.</summary>
    internal static string CutMiddle(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        var half = MostCharacters / 2;
        return $"{text.AsSpan(0, half)}\n[cut: {text.Length - MostCharacters} characters; the whole is kept with the run]\n{text.AsSpan(text.Length - half)}";
    }

    private static string Fingerprint(IEnumerable<ToolResult> results) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', results.Select(result => result.Text)))).AsSpan(0, 8));
}

/// <param name="Finished">Set when finish was called and accepted.</param>
/// <param name="Wrote">Whether a tool ran that may have changed files.</param>
/// <param name="Wholes">Whole outputs that results refer to and that are still to be stored.</param>
internal sealed record TurnResults(IReadOnlyList<ToolResult> Results, Completion? Finished, bool Wrote, string Fingerprint, IReadOnlyList<ReadOnlyMemory<byte>> Wholes)
{
    /// <summary>Hash of the errors among the results; null for none.</summary>
    public string? Errors { get; init; }

    /// <summary>Calls of tools that are not there, or whose arguments are no JSON object.</summary>
    public int Malformed { get; init; }

    /// <summary>What the droid asks a person; null for nothing.</summary>
    public string? Question { get; init; }

    /// <summary>The same with a note for the model below the last result.</summary>
    public TurnResults WithNote(string note) => this with { Results = [.. Results.SkipLast(1), Results[^1] with { Text = $"{Results[^1].Text}\n{note}" }] };
}
