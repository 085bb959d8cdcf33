using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts;
using Factory.Messaging.Leases;
using Factory.Messaging;
using Factory.Publisher.Outputs;
using Factory.Publisher.Remotes;
using Factory.ServiceDefaults.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Fetching;

/// <summary>Brings a pull request into its repository's mirror, and makes changes of it that computers can open. Fetching again gives the same, as long as the host still has the commit.</summary>
internal sealed class FetchPullRequestWork(RemoteMirrors mirrors, RemoteRepositories remotes, RepositoryRules rules) : ILeasedWork<FetchPullRequest>
{
    public Guid Key(FetchPullRequest command) => command.MissionId;

    public async Task<Recording> Do(FetchPullRequest command, LeaseContext lease, CancellationToken ct)
    {
        if (rules.Problem(command.PullRequest.Repository) is { } problem)
        {
            return NotFetched(command, problem);
        }

        try
        {
            var pull = command.PullRequest;
            var remote = await remotes.Open(command.Team, pull.Repository, GitRights.Read, ct);
            var fetched = await mirrors.FetchPull(remote, pull.Number, pull.HeadCommit, pull.BaseBranch, pull.Before, ct);
            return transaction => transaction.Send(command.ReplyTo, Answer(transaction, command, remote, fetched));
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (UnusableRepository unusable)
        {
            return NotFetched(command, unusable.Message);
        }
    }

    public Recording GiveUp(FetchPullRequest command, Exception error) => NotFetched(command, $"Pull request {command.PullRequest.Number} could not be fetched: {error.Message}");

    private static PullRequestFetched Answer(HeartTransaction transaction, FetchPullRequest command, RemoteRepository remote, FetchedPull fetched)
    {
        var (pull, mergeBase) = (command.PullRequest, fetched.MergeBase);
        return new PullRequestFetched(command.MissionId, fetched.MirrorName, Change(pull.HeadCommit, fetched.Pack), mergeBase, fetched.BaseTip, fetched.Rewritten)
        {
            Before = fetched.BeforePack is { } before ? Change(pull.Before!, before) : null,
            Facts = FactsOf.Repository(remote.Address, fetched.Size),
        };

        Change Change(string commit, ReadOnlyMemory<byte> pack) => new(mergeBase, commit, transaction.Put(command.Team, pack, "application/x-git-pack"));
    }

    private static Recording NotFetched(FetchPullRequest command, string reason) =>
        transaction => transaction.Send(command.ReplyTo, new PullRequestNotFetched(command.MissionId, reason));
}
