using Factory.Contracts.Outputs;
using Factory.Contracts.Origins;
using Factory.Publisher.GitHub;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>Acknowledges a signal where it came from.</summary>
internal sealed class ReactOutput(GitHubForges forges, IEnumerable<IOriginTeller> tellers) : OutputKind<React>
{
    public override Proposal Describe(React command) =>
        new(command.ProposalId, command.MissionId, command.Team, "reaction", Places.Of(command.Origin, $"reaction:{command.Reaction}"), null, command.ReplyTo)
        {
            Most = command.Origin.Issue is { } issue ? forges.Find(issue.Repository, command.Team)?.Policy.OutputsPerMission : null,
        };

    public override async Task<Applied> Apply(React command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        // Nobody sees a reaction to a signal that came by an address without a way back.
        if (tellers.FirstOrDefault(teller => teller.Takes(command.Origin)) is not { } teller)
            return new Applied(null, null);
        await begin();
        return await teller.React(command, ct);
    }
}

/// <summary>Names of the places that signals come from.</summary>
internal static class Places
{
    public static string Of(Origin origin, string thing) => (origin switch
    {
        { Issue: { } issue } => $"{issue.Repository}#{issue.Number}/{issue.CommentId}:{thing}",
        { Chat: { } chat } => $"{chat.Chat}/{chat.Workspace}/{chat.Channel}/{chat.Thread}/{chat.Message}:{thing}",
        { Ticket: { } ticket } => $"{ticket.Tracker}/{ticket.Key}:{thing}",
        _ => $"{origin.Source}:{thing}",
    }).ToLowerInvariant();
}
