using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.Publisher.Slack;

namespace Factory.Publisher.LookingUp;

/// <summary>Asks the chat who somebody is. Where it cannot be told, they are a stranger.</summary>
internal sealed class LookUpChatPersonWork(PublisherFiles files, SlackPeople people) : ILeasedWork<LookUpChatPerson>
{
    public Guid Key(LookUpChatPerson command) => command.SignalId;

    public async Task<Recording> Do(LookUpChatPerson command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var problem = await people.Problem(files.Chat(command.Chat, command.Team), command.Workspace, command.User, command.Must, ct);
            return problem is null ? transaction => transaction.Send(command.ReplyTo, new AuthorLookedUp(command.SignalId, Trust.Member, null)) : MayNot(command, problem);
        }
        catch (AskLater later)
        {
            return transaction => transaction.Send(Endpoints.Publisher, command, later.At);
        }
        catch (Exception error) when (error is OutputNotAllowed or SlackRefused)
        {
            return Unknown(command, error);
        }
    }

    public Recording GiveUp(LookUpChatPerson command, Exception error) => Unknown(command, error);

    private static Recording Unknown(LookUpChatPerson command, Exception error) => MayNot(command, $"Whether {command.User} may ask for work could not be told: {error.Message}");

    private static Recording MayNot(LookUpChatPerson command, string problem) =>
        transaction => transaction.Send(command.ReplyTo, new AuthorLookedUp(command.SignalId, Trust.Stranger, OneLine.Of(problem, 500)));
}
