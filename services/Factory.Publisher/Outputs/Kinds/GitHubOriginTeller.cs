using System.Globalization;
using System.Net;
using System.Text;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>Issues and pull requests of a forge.</summary>
internal sealed class GitHubOriginTeller(GitHubForges forges, BlobStore blobs) : IOriginTeller
{
    private const long LargestAttachment = 1024 * 1024;

    private static readonly HashSet<string> Reactions = new(["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"], StringComparer.Ordinal);

    public bool Takes(Origin origin) => origin.Issue is not null;

    public async Task<Applied> Tell(TellOrigin telling, Applied? known, CancellationToken ct)
    {
        var issue = telling.Origin.Issue!;
        var repository = forges.Open(issue.Repository, telling.Team);
        var marker = Markers.OfMission(telling.MissionId);
        var body = $"{OutputTexts.Of(repository, telling.MissionId, await Text(repository, telling, ct))}\n\n{marker}";
        return await OneComment.Write(repository, issue.Number, marker, body, new Attempt(MayHaveHappened: true, known, default), lookAlways: true, ct);
    }

    public async Task<Applied> React(React reaction, CancellationToken ct)
    {
        if (!Reactions.Contains(reaction.Reaction))
            throw new OutputNotAllowed($"GitHub has no reaction {OneLine.Of(reaction.Reaction, 40)}: it has {string.Join(", ", Reactions)}.");
        var issue = reaction.Origin.Issue!;
        var repository = forges.Open(issue.Repository, reaction.Team);
        foreach (var path in Paths(issue))
        {
            // Who reacted already reacts once: GitHub answers 200 and adds nothing.
            var answer = await repository.Ask(GitHubRights.Issues, HttpMethod.Post, path, new { content = reaction.Reaction }, ct);
            if (answer.Status is not HttpStatusCode.NotFound)
                return new Applied(null, GitHubRepository.Succeeded(answer, HttpMethod.Post, path).Read<Reaction>().Id.ToString(CultureInfo.InvariantCulture));
        }

        throw new OutputNotAllowed($"What was reacted to in {repository.FullName}#{issue.Number} is not there any more.");
    }

    /// <summary>Comments on lines of a pull request have ids of their own kind.</summary>
    private static IEnumerable<string> Paths(IssueRef issue)
    {
        if (issue.CommentId is not { } comment)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"/issues/{issue.Number}/reactions");
            yield break;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"/issues/comments/{comment}/reactions");
        if (issue.IsPullRequest)
            yield return string.Create(CultureInfo.InvariantCulture, $"/pulls/comments/{comment}/reactions");
    }

    private async Task<string> Text(GitHubRepository repository, TellOrigin telling, CancellationToken ct)
    {
        var text = new StringBuilder($"**{Sign(telling.Stage)} {telling.Title.Replace("*", "", StringComparison.Ordinal)}**\n\n{telling.Text}");
        if (telling.Url is { } url)
            text.Append("\n\n").Append(url);
        if (repository.Link.Of(telling.MissionId) is { } link)
            text.Append("\n\n[Mission](").Append(link).Append(')');
        if (telling.Attachment is { Size: <= LargestAttachment } attachment)
            text.Append("\n\n").Append(Encoding.UTF8.GetString(await blobs.Get(telling.Team, attachment.Id, ct)));
        return text.ToString();
    }

    private static string Sign(ProgressStage stage) => stage switch
    {
        ProgressStage.Accepted => "👀",
        ProgressStage.Working => "⚙️",
        ProgressStage.Waiting => "✋",
        ProgressStage.Published => "🚀",
        _ => "🏁",
    };

    private sealed record Reaction(long Id);
}
