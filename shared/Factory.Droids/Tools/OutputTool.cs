using System.Text;
using System.Text.Json;
using Factory.Droids.Quoting;
using Factory.History;

namespace Factory.Droids.Tools;

/// <summary>What was cut of an earlier result, and what runs in the background.</summary>
internal sealed class OutputTool(BlobStore blobs) : ITool
{
    private const int MostLines = 400;

    /// <summary>For news of what runs in the background: a model that looks again at once would use up its turns.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public string Name => ToolCatalog.Output;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var (session, name) = (context.Session, arguments.Text("name"));
        if (session.Processes.Find(name) is { } process)
        {
            if (arguments.OptionalFlag("stop"))
                await process.Stop();
            await process.HasNews(LongestWait, ct);
            var (isRunning, news) = (process.IsRunning, process.News());
            // Looking again at what takes its time is waiting, not going round in circles: each look says something else.
            var state = isRunning ? $"running{(process.Silences > 0 ? $"; nothing new, look {process.Silences}" : "")}" : process.Result is { } ended ? RunTool.Ending(ended) : "stopped";
            return new ToolOutcome($"{news}{(news.Length == 0 || news.EndsWith('\n') ? "" : "\n")}[{name}: {state.Trim('[', ']')}]");
        }

        if (session.Outputs.Find(name) is not var (kept, origin))
            throw new ToolRefused($"There is no '{name}'. A name such as o1a2b3c or p1 comes with a result; when the workspace moved to another computer, what ran there is gone: run it again.");
        var first = arguments.OptionalNumber("firstLine", 1, int.MaxValue) ?? 1;
        var last = Math.Min(arguments.OptionalNumber("lastLine", first, int.MaxValue) ?? int.MaxValue, (long)first + MostLines - 1);
        var lines = Lines(await Read(context.Team, kept.Id, ct), first, (int)Math.Min(last, int.MaxValue));
        return origin is null ? new ToolOutcome(lines) : new ToolOutcome(Quotation.Of(lines, origin, int.MaxValue)) { Origin = origin };
    }

    private async Task<string> Read(string team, Guid whole, CancellationToken ct)
    {
        try
        {
            return Encoding.UTF8.GetString(await blobs.Get(team, whole, ct));
        }
        catch (BlobMissing)
        {
            throw new ToolRefused("It is stored when this turn ends: ask for it in your next answer.");
        }
        catch (BlobErased erased)
        {
            throw new ToolRefused(erased.Message);
        }
    }

    private static string Lines(string text, int first, int last)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (first > lines.Length)
            throw new ToolRefused($"The output has {lines.Length} lines; line {first} is beyond its end.");
        var to = Math.Min(last, lines.Length);
        return $"{string.Join('\n', lines[(first - 1)..to])}\n[lines {first} to {to} of {lines.Length}]";
    }
}
