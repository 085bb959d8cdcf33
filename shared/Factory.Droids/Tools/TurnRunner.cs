using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Droids.Knowledge;
using Factory.Droids.Roles;
using Factory.Workspaces.Files;
using Factory.Workspaces.Scanning;

namespace Factory.Droids.Tools;

/// <summary>Runs the calls of one turn: those that only read side by side, one that writes alone, in the order that the model gave. What goes wrong in a call is told to the model as text.</summary>
internal sealed class TurnRunner(IEnumerable<ITool> tools, ResultWriter writer, RepositoryReader repositories)
{
    /// <summary>More in one answer are not run: their results would not fit in any model's context.</summary>
    private const int MostCalls = 128;

    /// <summary>Calls that run side by side at most.</summary>
    private const int MostAtOnce = 4;

    /// <summary>Of one result, as the model is shown it.</summary>
    public const int MostCharacters = 32_000;

    /// <summary>What whole output is stored as.</summary>
    public const string TextType = "text/plain; charset=utf-8";

    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    public async Task<TurnResults> Run(DroidRole role, ReadOnlyMemory<byte> order, IReadOnlyList<ToolCall> calls, ToolContext context, CancellationToken ct)
    {
        var (outcomes, finished) = (new List<ToolOutcome>(calls.Count), default(Completion));
        while (outcomes.Count < calls.Count)
        {
            var call = calls[outcomes.Count];
            if (outcomes.Count >= MostCalls)
                outcomes.Add(new ToolOutcome($"Not run: at most {MostCalls} calls are run in a turn.", IsError: true));
            else if (finished is not null)
                outcomes.Add(new ToolOutcome("Not run: finish ended the work before it.", IsError: true));
            else if (call.Tool == ToolCatalog.Finish)
                outcomes.Add(await Finish(role, order, call, context, completion => finished = completion, ct));
            else
                outcomes.AddRange(await RunTogether(role, Together(calls, outcomes.Count), context, ct));
        }

        var kept = await writer.Write(calls, outcomes, context, ct);
        return new TurnResults(kept.Results, finished, calls.Any(Writes), ResultWriter.Fingerprint(kept.Results), kept.Wholes)
        {
            Errors = Errors(kept.Results),
            Malformed = calls.Count(call => IsMalformed(role, call)),
            Question = string.Join("\n\n", outcomes.Select(outcome => outcome.Question).OfType<string>()) is { Length: > 0 } question ? question : null,
            Guidance = [.. outcomes.SelectMany(outcome => outcome.Guidance)],
            SkillRole = outcomes.Select(outcome => outcome.SkillRole).OfType<string>().LastOrDefault(),
        };
    }

    /// <summary>A command that failed without a word says nothing that could be the same as another's: a search without a hit is none.</summary>
    private static string? Errors(IEnumerable<ToolResult> results)
    {
        var errors = results.Where(result => result.IsError && !result.Text.TrimStart('\n').StartsWith(RunTool.Exited, StringComparison.Ordinal)).ToList();
        return errors.Count > 0 ? ResultWriter.Fingerprint(errors) : null;
    }

    private bool Writes(ToolCall call) => _tools.TryGetValue(call.Tool, out var tool) && tool.Writes;

    /// <summary>The next call, and those after it that may run beside it.</summary>
    private List<ToolCall> Together(IReadOnlyList<ToolCall> calls, int from) => Writes(calls[from])
        ? [calls[from]]
        : [.. calls.Take(MostCalls).Skip(from).TakeWhile(call => call.Tool != ToolCatalog.Finish && !Writes(call))];

    private async Task<IReadOnlyList<ToolOutcome>> RunTogether(DroidRole role, List<ToolCall> calls, ToolContext context, CancellationToken ct)
    {
        if (calls.Count == 1)
            return [await Safely(() => RunOne(role, calls[0], context, ct))];
        var outcomes = new ToolOutcome[calls.Count];
        await Parallel.ForAsync(0, calls.Count, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = ct }, async (index, token) =>
            outcomes[index] = await Safely(() => RunOne(role, calls[index], context, token)));
        return outcomes;
    }

    private static Task<ToolOutcome> Finish(DroidRole role, ReadOnlyMemory<byte> order, ToolCall call, ToolContext context, Action<Completion> accepted, CancellationToken ct) => Safely(async () =>
    {
        // What is handed over goes into history, commits and pull requests.
        var arguments = Redaction.Of(call.Arguments);
        if (context.OpenWorkspace is not null)
            await context.Session.Processes.StopAll();
        var completion = await role.CompleteWork(order, Finishing.Parse(role.Name, arguments), context, ct);
        if (completion.Problem is { } problem)
            return new ToolOutcome(problem, IsError: true);
        accepted(completion);
        return new ToolOutcome("Accepted.");
    });

    private async Task<ToolOutcome> RunOne(DroidRole role, ToolCall call, ToolContext context, CancellationToken ct)
    {
        if (!role.Offered.Contains(call.Tool, StringComparer.Ordinal) || !_tools.TryGetValue(call.Tool, out var tool))
            throw new ToolRefused($"There is no tool '{call.Tool}'. Yours are: {string.Join(", ", role.Offered)}.");
        using var arguments = Check(call.Tool, call.Arguments);
        return await WithGuidance(await tool.Run(context, arguments.RootElement, ct), arguments.RootElement, context, ct);
    }

    /// <summary>The first call that touches a folder with an AGENTS.md of its own is told what stands in it.</summary>
    private async Task<ToolOutcome> WithGuidance(ToolOutcome outcome, JsonElement arguments, ToolContext context, CancellationToken ct)
    {
        var paths = TouchedPaths.Of(arguments).Where(path => path.Length > 0).ToList();
        if (context.OpenWorkspace is not { } workspace || paths.Count == 0)
            return outcome;
        var knowledge = await repositories.Of(workspace, context.Team, ct);
        var guidance = await knowledge.NotTold(paths, ct);
        return guidance.Count == 0 ? outcome : outcome with { Ending = $"{(outcome.Ending is null ? "" : outcome.Ending + '\n')}\n{string.Join("\n\n", guidance)}", Guidance = [.. outcome.Guidance, .. guidance] };
    }

    private static JsonDocument Check(string tool, string arguments)
    {
        var parsed = JsonDocument.Parse(arguments.Length == 0 ? "{}" : arguments);
        var faults = SchemaCheck.Faults(ToolCatalog.SchemaOf(tool), parsed.RootElement);
        if (faults.Count == 0)
            return parsed;
        parsed.Dispose();
        throw new ToolRefused($"The arguments are not what {tool} takes: {string.Join(' ', faults)}");
    }

    private static async Task<ToolOutcome> Safely(Func<Task<ToolOutcome>> run)
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

    private static bool IsMalformed(DroidRole role, ToolCall call)
    {
        if (!role.Offered.Contains(call.Tool, StringComparer.Ordinal))
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
}
