using System.Text;
using System.Text.Json;
using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Tools;

/// <summary>A shell command in the sandbox, waited for or in the background.</summary>
internal sealed class RunTool : ITool
{
    /// <summary>How the ending of a command begins that ended by itself.</summary>
    internal const string Exited = "[exit code ";

    private const int DefaultSeconds = 120;
    private const int DefaultBackgroundSeconds = 900;
    private const int MostSeconds = 1_800;
    private const int Shown = 16_000;
    private const int WorthTelling = 5;

    public string Name => ToolCatalog.Run;

    public bool Writes => true;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var background = arguments.OptionalFlag("background");
        var limit = TimeSpan.FromSeconds(arguments.OptionalNumber("timeoutSeconds", 1, MostSeconds) ?? (background ? DefaultBackgroundSeconds : DefaultSeconds));
        var request = CommandRequest.Shell(arguments.Text("command")) with { TimeLimit = limit };
        if (background)
        {
            var (name, _) = await context.Session.Processes.Start(request, ct);
            return new ToolOutcome($"[started as {name}, for {limit.TotalSeconds:0} s at most; output(name=\"{name}\") shows what it writes, with stop=true it ends]");
        }

        var result = await context.Workspace.Run(request, ct);
        return new ToolOutcome(Encoding.UTF8.GetString(result.WholeOutput.Span), !result.Succeeded) { Shown = Shown, Ending = Ending(result) };
    }

    /// <summary>Times only where they say something: the same call with the same result is told the same.</summary>
    internal static string Ending(CommandResult result)
    {
        var time = result.Seconds >= WorthTelling ? $", {result.Seconds:0} s" : "";
        return result.Killed == KillReason.None ? $"{Exited}{result.ExitCode}{time}]" : $"[killed{time}: over the limit of {result.Killed.ToString().ToLowerInvariant()}]";
    }
}
