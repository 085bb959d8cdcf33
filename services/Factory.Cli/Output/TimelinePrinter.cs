using System.Net;
using Factory.Cli.Connecting;
using Factory.MissionControl.Timelines;

namespace Factory.Cli.Output;

/// <summary>One line a step: seconds since the mission began, service, what happened.</summary>
/// <param name="quiet">Follows what happens and prints nothing of it.</param>
internal sealed class TimelinePrinter(Screen screen, bool quiet = false)
{
    private const int BeforeText = 25;

    private DateTimeOffset? _start;
    private long _after;

    /// <summary>Prints what happens until the change is published or the mission has ended, or the connection has; can be called again, and goes on where it was.</summary>
    public async Task Follow(FactoryClient client, Guid missionId, CancellationToken ct)
    {
        try
        {
            await foreach (var entry in client.Events(missionId, _after, ct))
            {
                Print(entry);
                if (entry.Kind == TimelineEntry.Published)
                    return;
            }
        }
        catch (RequestRefused refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            // Accepted, but not begun yet: the caller asks again.
        }
    }

    /// <summary>Prints what has happened since.</summary>
    public async Task Rest(FactoryClient client, Guid missionId, CancellationToken ct)
    {
        foreach (var entry in await client.Get<IReadOnlyList<TimelineEntry>>($"missions/{missionId}/timeline?after={_after}", ct))
            Print(entry);
    }

    public void Print(TimelineEntry entry)
    {
        _start ??= entry.At;
        _after = entry.Sequence;
        if (quiet || IsSaidElsewhere(entry))
            return;
        var seconds = (entry.At - _start.Value).TotalSeconds;
        screen.Line($"[grey]{seconds,8:0.00}s[/]  [cyan]{Screen.Escape(entry.Service),-13}[/] {Screen.Escape(Cut(entry.Text))}");
    }

    /// <summary>What the line before or after says as well; <c>show --json</c> and the REST API have every step.</summary>
    private static bool IsSaidElsewhere(TimelineEntry entry) =>
        entry.Kind is "feature_opened" or "feature_closed" or "signal_answered"
        || (entry.Kind == "run_ended" && entry.Text.EndsWith(": completed", StringComparison.Ordinal));

    /// <summary>One step is one line on a terminal; how it ended is said in full below.</summary>
    private string Cut(string text)
    {
        var room = Math.Max(20, screen.Width - BeforeText);
        return text.Length <= room ? text : $"{text[..(room - 1)]}…";
    }
}
