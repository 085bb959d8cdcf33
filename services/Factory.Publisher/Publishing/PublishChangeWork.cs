using Factory.Contracts;
using Factory.Contracts.Repositories;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.Outputs;
using Factory.Publisher.Outputs.PullRequests;
using Factory.Publisher.Scanning;
using Factory.ServiceDefaults.Repositories;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Publishing;

/// <summary>
/// Makes the mission's branch. What it does can be done again: a branch that is there with the same commit is the one that was published by an attempt
/// whose process died before it was recorded.
/// </summary>
internal sealed class PublishChangeWork(Branches branches, ChangeReader changes, BlobStore blobs, RepositoryRules rules, GitHubForges forges, SignedCommits signed, PullRequestOpening pullRequests) : ILeasedWork<PublishChange>
{
    public Guid Key(PublishChange command) => command.MissionId;

    public async Task<Recording> Do(PublishChange command, LeaseContext lease, CancellationToken ct)
    {
        if (rules.Problem(command.Repository.Path) is { } problem)
        {
            return Refused(command, problem);
        }

        if (BranchRules.Problem(command.Branch) is { } wrong)
        {
            return Refused(command, $"The branch name is not allowed: {wrong}.");
        }

        try
        {
            return await Publish(command, await blobs.Get(command.Team, command.Pack.Id, ct), ct);
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (Exception error) when (error is UnusableRepository or BlobMissing or BlobErased or OutputNotAllowed or GitHubRefused)
        {
            return Refused(command, error.Message);
        }
    }

    public Recording GiveUp(PublishChange command, Exception error) => Refused(command, $"The branch {command.Branch} could not be made: {error.Message}");

    private async Task<Recording> Publish(PublishChange command, ReadOnlyMemory<byte> pack, CancellationToken cancellationToken)
    {
        var change = await changes.Read(command.Mirror, command.BaseCommit, command.Commit, pack, cancellationToken);
        var forge = forges.Find(command.Repository.Path, command.Team);
        if (ChangeScan.Problems(change, command.BaseCommit, forge?.Policy) is { Count: > 0 } problems)
        {
            return Refused(command, $"The change is not published: {string.Join("; ", problems)}.");
        }

        var (published, url) = forge is { Policy.CommitsByApi: true }
            ? (await signed.Make(forge, command, change, cancellationToken), $"{forge.Address.Web}/tree/{command.Branch}")
            : await branches.Make(command, pack, cancellationToken);
        var opened = await pullRequests.Open(command, published.Branch, published.Commit, GuardedPaths.In(change), cancellationToken);
        return transaction =>
        {
            opened?.Record(transaction, command.MissionId, command.Team);
            transaction.Send(command.ReplyTo, new ChangePublished(command.MissionId, published.Branch, published.Commit, opened?.Url ?? url) { PullRequest = opened?.Reference });
        };
    }

    private static Recording Refused(PublishChange command, string reason) =>
        transaction => transaction.Send(command.ReplyTo, new PublishingRefused(command.MissionId, reason));
}
