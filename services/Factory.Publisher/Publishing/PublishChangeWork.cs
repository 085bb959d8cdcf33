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
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.Publishing;

/// <summary>
/// Makes the mission's branch. What it does can be done again: a branch that is there with the same commit is the one that was published by an attempt
/// whose process died before it was recorded.
/// </summary>
internal sealed class PublishChangeWork(Branches branches, ChangeReader changes, BlobStore blobs, RepositoryRules rules, GitHubForges forges, SignedCommits signed, PullRequestOpening pullRequests, TimeProvider time) : ILeasedWork<PublishChange>
{
    /// <summary>Less than the hour that the mission waits: a change is not published for a mission that has ended.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

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
            return Later(command, later.At, later.Message);
        }
        catch (Exception away) when (away is GitHubAway or RemoteUnreachable or HttpRequestException && lease.Attempt >= lease.MaxAttempts)
        {
            return Later(command, time.GetUtcNow() + Pause, away.Message);
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

    /// <summary>All that was done for the change is worth more patience than the attempts of one lease.</summary>
    private Recording Later(PublishChange command, DateTimeOffset at, string why)
    {
        var since = command.AwaySince ?? time.GetUtcNow();
        return at - since > Longest
            ? Refused(command, $"The branch {command.Branch} could not be published within {Longest.TotalMinutes:0} minutes: {why}")
            : transaction => transaction.Send(Endpoints.Publisher, command with { AwaySince = since }, at);
    }

    private static Recording Refused(PublishChange command, string reason) =>
        transaction => transaction.Send(command.ReplyTo, new PublishingRefused(command.MissionId, reason));
}
