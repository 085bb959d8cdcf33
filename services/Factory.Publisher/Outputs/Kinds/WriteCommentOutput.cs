using System.Globalization;
using Factory.Contracts.Outputs;
using Factory.Publisher.GitHub;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>A comment on an issue or pull request; where it has a marker, the one comment that bears it.</summary>
internal sealed class WriteCommentOutput(GitHubForges forges, OutputTexts texts) : OutputKind<WriteComment>
{
    public override Proposal Describe(WriteComment command)
    {
        var repository = forges.Find(command.Issue.Repository, command.Team);
        var own = command.Marker is { } marker ? Markers.Named(marker) : Markers.OfProposal(command.ProposalId);
        return new Proposal(command.ProposalId, command.MissionId, command.Team, "comment", Resource(repository, command.Issue.Repository, $"#{command.Issue.Number}:{own}"), null, command.ReplyTo)
        {
            Most = repository?.Policy.OutputsPerMission,
        };
    }

    public override async Task<Applied> Apply(WriteComment command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.Issue.Repository, command.Team);
        var marker = command.Marker is { } name ? Markers.Named(name) : Markers.OfProposal(command.ProposalId);
        var body = $"{await texts.Of(repository, command.MissionId, command.Team, command.Text, ct)}\n\n{marker}";
        return await OneComment.Write(repository, command.Issue.Number, marker, body, await begin(), lookAlways: command.Marker is not null, ct);
    }
}

/// <summary>Writes one comment, or edits the one that is there.</summary>
internal static class OneComment
{
    /// <param name="lookAlways">Whether it may have been written by another proposal, of a factory before this one even.</param>
    public static async Task<Applied> Write(GitHubRepository repository, long issue, string marker, string body, Attempt attempt, bool lookAlways, CancellationToken ct)
    {
        if (attempt.Known?.ExternalId is { } known && long.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await repository.EditComment(id, body, ct) is { } edited)
            return Done(edited);
        var found = lookAlways || attempt.MayHaveHappened ? await repository.FindComment(issue, marker, ct) : null;
        if (found is not null && (found.Body == body ? found : await repository.EditComment(found.Id, body, ct)) is { } there)
            return Done(there);
        return Done(await repository.AddComment(issue, body, ct));
    }

    private static Applied Done(Comment comment) => new(comment.HtmlUrl, comment.Id.ToString(CultureInfo.InvariantCulture));
}
