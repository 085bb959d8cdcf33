using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Trackers;

/// <summary>Tells an issue of a tracker how far its mission is: one comment a mission, edited as it moves, and the state that people named for it.</summary>
internal sealed class TicketTeller(PublisherFiles files, IEnumerable<ITracker> trackers) : IOriginTeller
{
    private const int LongestText = 30_000;

    public bool Takes(Origin origin) => origin.Ticket is not null;

    public async Task<Applied> Tell(TellOrigin telling, Applied? known, CancellationToken ct)
    {
        var (settings, tracker) = Tracker(telling.Origin.Ticket!, telling.Team);
        var mark = Mark(telling.MissionId);
        var ticket = await tracker.Find(settings, telling.Origin.Ticket!.Key, mark, ct);
        var comment = await Write(settings, tracker, ticket, Text(telling, mark), ct);
        var movedTo = MovedTo(known);
        if (Goal(settings.States, telling) is { } state && state != movedTo)
        {
            if (!ticket.IsClosed && !string.Equals(ticket.State, state, StringComparison.OrdinalIgnoreCase))
                await tracker.Move(settings, ticket, state, ct);
            movedTo = state;
        }

        return new Applied(Link(settings, ticket, comment), $"{comment}/{movedTo}");
    }

    /// <summary>An issue is acknowledged by the comment that follows: not every tracker shows reactions to issues.</summary>
    public Task<Applied> React(React reaction, CancellationToken ct) => Task.FromResult(new Applied(null, null));

    /// <summary>The mission's comment is the one that bears its mark; where somebody deleted it, it is written anew.</summary>
    private static async Task<string> Write(TrackerSettings settings, ITracker tracker, Ticket ticket, string text, CancellationToken ct)
    {
        if (ticket.Own is not { } own)
            return await tracker.Comment(settings, ticket, text, ct);
        await tracker.Edit(settings, ticket, own, text, ct);
        return own;
    }

    private (TrackerSettings Settings, ITracker Tracker) Tracker(TicketRef ticket, string team)
    {
        if (files.Recent.Trackers.FirstOrDefault(one => one.Name == ticket.Tracker) is not { } settings)
            throw new OutputNotAllowed($"factory.publisher.yaml names no tracker {ticket.Tracker}: write it there under trackers, with its token.");
        return settings.Teams is { } teams && !teams.Contains(team)
            ? throw new OutputNotAllowed($"Missions of the team {team} may not write in the tracker {settings.Name}: its teams are named in factory.publisher.yaml.")
            : (settings, trackers.First(tracker => tracker.Sort == settings.Sort));
    }

    private static string Text(TellOrigin telling, string mark)
    {
        var text = Redaction.Of(telling.Text);
        var url = telling.Url is { } result && Redaction.Of(result) == result ? $"\n\n{result}" : "";
        return $"{(text.Length <= LongestText ? text : $"{text[..LongestText]}\n…")}{url}\n\n{mark}";
    }

    /// <summary>Seen by people, too: there is no hidden place in a comment that each tracker keeps.</summary>
    private static string Mark(Guid mission) => $"factory-mission-{mission:n}";

    private static string? Goal(TrackerStates states, TellOrigin telling) => telling.Stage switch
    {
        ProgressStage.Working => states.Started,
        ProgressStage.Published => states.Review,
        ProgressStage.Ended when telling.Outcome is MissionOutcome.Published or MissionOutcome.Answered or MissionOutcome.Reviewed => states.Done,
        _ => null,
    };

    /// <summary>An issue is moved once to each state: people who move it back are not overruled.</summary>
    private static string? MovedTo(Applied? known) => known?.ExternalId?.Split('/', 2) is [_, { Length: > 0 } moved] ? moved : null;

    private static string? Link(TrackerSettings settings, Ticket ticket, string comment) =>
        ticket.Url is not { } url ? null
        : settings.Sort == TrackerSort.Linear ? $"{url}#comment-{comment[..Math.Min(8, comment.Length)]}"
        : $"{url}?focusedCommentId={comment}";
}
