using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.Outputs;

namespace Factory.Publisher.LookingUp;

/// <summary>Asks the forge what somebody may do. Where it cannot be told, they are a stranger.</summary>
internal sealed class LookUpAuthorWork(GitHubForges forges) : ILeasedWork<LookUpAuthor>
{
    public Guid Key(LookUpAuthor command) => command.SignalId;

    public async Task<Recording> Do(LookUpAuthor command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var trust = await forges.Open(command.Repository, command.Team).TrustOf(command.Login, ct);
            return transaction => transaction.Send(command.ReplyTo, new AuthorLookedUp(command.SignalId, trust, null));
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (Exception error) when (error is OutputNotAllowed or GitHubRefused)
        {
            return Unknown(command, error.Message);
        }
    }

    public Recording GiveUp(LookUpAuthor command, Exception error) => Unknown(command, $"The forge could not be asked: {error.Message}");

    private static Recording Unknown(LookUpAuthor command, string problem) =>
        transaction => transaction.Send(command.ReplyTo, new AuthorLookedUp(command.SignalId, Trust.Stranger, OneLine.Of(problem, 500)));
}
