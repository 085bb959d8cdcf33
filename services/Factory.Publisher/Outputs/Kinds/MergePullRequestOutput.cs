using System.Globalization;
using System.Net;
using Factory.Contracts.Outputs;
using Factory.Contracts.Repositories;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.LookingUp;

namespace Factory.Publisher.Outputs.Kinds;

/// <summary>
/// Merges one of the factory's own pull requests, where the settings allow it: at the commit that was approved, if its head is that commit still and a person
/// who may write approved that commit on the forge.
/// </summary>
internal sealed class MergePullRequestOutput(GitHubForges forges) : OutputKind<MergePullRequest>
{
    public override Proposal Describe(MergePullRequest command) => new(
        command.ProposalId, command.MissionId, command.Team, "merge", Resource(forges.Find(command.PullRequest.Repository, command.Team), command.PullRequest.Repository, $"#{command.PullRequest.Number}:merge"), null, command.ReplyTo);

    public override async Task<Applied> Apply(MergePullRequest command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct)
    {
        var repository = forges.Open(command.PullRequest.Repository, command.Team);
        if (!repository.Policy.MergesApproved)
            throw new OutputNotAllowed($"policy.merge of the forge {repository.Forge.Settings.Name} is never: people merge.");
        var path = string.Create(CultureInfo.InvariantCulture, $"/pulls/{command.PullRequest.Number}");
        var pull = await repository.Get<PullRequest>(GitHubRights.Merge, path, ct);
        if (!pull.Head.Ref.StartsWith(PublishChange.BranchPrefix, StringComparison.Ordinal) || !string.Equals(pull.Head.Repo?.FullName, pull.Base.Repo?.FullName, StringComparison.OrdinalIgnoreCase))
            throw new OutputNotAllowed("The pull request is not one of the factory's own.");
        if (pull.Head.Sha != command.PullRequest.HeadCommit)
            throw new OutputNotAllowed($"The pull request's head is {pull.Head.Sha}, not {command.PullRequest.HeadCommit}, which was approved.");
        if (pull.Merged is true)
            return new Applied(pull.HtmlUrl, pull.MergeCommitSha);
        await NeedApproval(repository, pull, ct);
        await begin();
        return await Merge(repository, command, pull, $"{path}/merge", ct);
    }

    private static async Task<Applied> Merge(GitHubRepository repository, MergePullRequest command, PullRequest pull, string path, CancellationToken ct)
    {
        var wish = new { sha = command.PullRequest.HeadCommit, merge_method = command.Method switch { MergeMethod.Squash => "squash", MergeMethod.Rebase => "rebase", _ => "merge" } };
        var answer = await repository.Ask(GitHubRights.Merge, HttpMethod.Put, path, wish, ct);
        return answer.Status switch
        {
            HttpStatusCode.OK => new Applied(pull.HtmlUrl, answer.Read<Merging>().Sha),
            HttpStatusCode.Conflict => throw new OutputNotAllowed($"The pull request's head moved away from {command.PullRequest.HeadCommit}, which was approved: it is not merged."),
            HttpStatusCode.MethodNotAllowed => throw new OutputNotAllowed($"The forge does not merge it: {GitHubRepository.Refusal(answer, HttpMethod.Put, path).Said}."),
            _ => throw GitHubRepository.Refusal(answer, HttpMethod.Put, path),
        };
    }

    /// <summary>The last word of each reviewer counts, and it must be about this commit.</summary>
    private static async Task NeedApproval(GitHubRepository repository, PullRequest pull, CancellationToken ct)
    {
        var last = new Dictionary<string, Review>(StringComparer.OrdinalIgnoreCase);
        await foreach (var review in repository.All<Review>(GitHubRights.Merge, string.Create(CultureInfo.InvariantCulture, $"/pulls/{pull.Number}/reviews"), ct))
        {
            if (review is { User: { } user, State: "APPROVED" or "CHANGES_REQUESTED" or "DISMISSED" })
                last[user.Login] = review;
        }

        var login = await repository.Forge.Login(ct);
        foreach (var (person, review) in last.Where(review => review.Value is { State: "APPROVED" } && review.Value.CommitId == pull.Head.Sha && !IssueComments.IsOwn(review.Value.User, login)))
        {
            if (await repository.TrustOf(person, ct) == Contracts.Origins.Trust.Writer)
                return;
        }

        throw new OutputNotAllowed($"Nobody who may write to {repository.FullName} has approved the commit {pull.Head.Sha} on the forge.");
    }
}
