using Factory.History.Missions;

namespace Factory.MissionControl.Timelines;

/// <summary>One thing that happened in a mission.</summary>
/// <param name="Sequence">Place in history; the id to go on after.</param>
/// <param name="Service">The service that did it.</param>
/// <param name="Kind">Alias of the event, for example <c>code_received</c>.</param>
/// <param name="Text">One line for people.</param>
public sealed record TimelineEntry(long Sequence, DateTimeOffset At, string Service, string Kind, string Text, Guid? RunId)
{
    /// <summary>The change is published; a mission without a pull request ends with it.</summary>
    public const string Published = "branch_published";

    /// <summary>The last entry of a mission, but for what becomes of its pull request later.</summary>
    public const string End = "mission_concluded";

    internal static TimelineEntry Of(TimelineRow row) =>
        new(row.Sequence, row.At, ServiceOf(row), row.Kind, Said(row.Kind.Replace('_', ' '), row.Text), row.RunId);

    private static string Said(string kind, string text) => text == kind ? kind : $"{kind}: {text}";

    private static string ServiceOf(TimelineRow row) => row.Kind switch
    {
        "turn_answered" => "router",
        "repository_ready" or Published or "output_rejected" or "change_settled" => "publisher",
        "code_received" or "code_refused" => "coder",
        "feature_tested" or "evidence_seen" => "tester",
        "feature_reviewed" => "reviewer",
        "documents_written" => "docs",
        _ when row.StreamKind == "signal" => "signal-intake",
        _ => row.Role ?? "planner",
    };
}
