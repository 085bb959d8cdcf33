using Factory.Contracts.Repositories;
using Factory.Contracts;
using Factory.Messaging.Leases;
using Factory.Messaging;
using Factory.Publisher.Outputs;
using Factory.Publisher.Remotes;
using Factory.ServiceDefaults.Repositories;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Fetching;

/// <summary>Brings a repository's mirror up to date and resolves the mission's base. Fetching again gives the same.</summary>
internal sealed class FetchRepositoryWork(Mirrors mirrors, RemoteMirrors remoteMirrors, RemoteRepositories remotes, RepositoryRules rules) : ILeasedWork<FetchRepository>
{
    public Guid Key(FetchRepository command) => command.MissionId;

    public async Task<Recording> Do(FetchRepository command, LeaseContext lease, CancellationToken ct)
    {
        if (rules.Problem(command.Repository.Path) is { } problem)
        {
            return Unusable(command, problem);
        }

        try
        {
            var fetched = await Fetch(command, ct);
            var answer = new RepositoryFetched(command.MissionId, fetched.MirrorName, fetched.BaseCommit) { Facts = FactsOf.Repository(fetched.RepositoryPath, fetched.Size) };
            return transaction => transaction.Send(command.ReplyTo, answer);
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (UnusableRepository unusable)
        {
            return Unusable(command, unusable.Message);
        }
    }

    public Recording GiveUp(FetchRepository command, Exception error) => Unusable(command, $"The repository could not be fetched: {error.Message}");

    private async Task<FetchedMirror> Fetch(FetchRepository command, CancellationToken ct)
    {
        var (path, start) = (command.Repository.Path, command.Repository.Base);
        return RepositoryAddress.IsMeant(path)
            ? await remoteMirrors.Fetch(await remotes.Open(command.Team, path, GitRights.Read, ct), start, ct)
            : await mirrors.Fetch(path, start, ct);
    }

    private static Recording Unusable(FetchRepository command, string reason) =>
        transaction => transaction.Send(command.ReplyTo, new RepositoryUnusable(command.MissionId, reason));
}
