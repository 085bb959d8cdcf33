using System.Globalization;
using System.Text.Json;
using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Tools;

/// <summary>A shell command in the sandbox.</summary>
internal sealed class RunTool : ITool
{
    private const int DefaultSeconds = 120;
    private const int MostSeconds = 1_800;

    public string Name => ToolCatalog.Run;

    public bool Writes => true;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var limit = TimeSpan.FromSeconds(arguments.OptionalNumber("timeoutSeconds", 1, MostSeconds) ?? DefaultSeconds);
        var result = await context.Workspace.Run(CommandRequest.Shell(arguments.Text("command")) with { TimeLimit = limit }, ct);
        var ending = result.Killed == KillReason.None
            ? string.Create(CultureInfo.InvariantCulture, $"[exit code {result.ExitCode}, {result.Seconds:0.0} s]")
            : string.Create(CultureInfo.InvariantCulture, $"[killed after {result.Seconds:0.0} s: over the limit of {result.Killed.ToString().ToLowerInvariant()}]");
        var whole = result.OutputBytes > result.Output.Length ? result.WholeOutput : (ReadOnlyMemory<byte>?)null;
        return new ToolOutcome($"{result.Output}\n{ending}", !result.Succeeded, whole);
    }
}
