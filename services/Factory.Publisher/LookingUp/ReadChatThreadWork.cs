using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Publisher.Outputs;
using Factory.Publisher.Slack;

namespace Factory.Publisher.LookingUp;

/// <summary>Brings what was said in a thread of a chat, of those whose words count. A chat that is away is not waited for beyond the time that was given.</summary>
internal sealed class ReadChatThreadWork(SlackBefore slack, TimeProvider time) : ILeasedWork<ReadChatThread>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public Guid Key(ReadChatThread command) => command.SignalId;

    public async Task<Recording> Do(ReadChatThread command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var messages = await slack.Read(command, ct);
            return transaction => transaction.Send(
                command.ReplyTo, new ChatThreadRead(command.SignalId, transaction.Put(command.Team, JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web), "application/json"), null));
        }
        catch (AskLater later)
        {
            return Again(command, later.At, later.Message);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Again(command, time.GetUtcNow() + Pause, "Slack cannot be reached.");
        }
        catch (Exception error) when (error is OutputNotAllowed or SlackRefused)
        {
            return NotRead(command, error.Message);
        }
    }

    public Recording GiveUp(ReadChatThread command, Exception error) => NotRead(command, $"The thread could not be read: {error.Message}");

    private static Recording Again(ReadChatThread command, DateTimeOffset at, string problem) =>
        at < command.Until ? transaction => transaction.Send(Endpoints.Publisher, command, at) : NotRead(command, problem);

    private static Recording NotRead(ReadChatThread command, string problem) =>
        transaction => transaction.Send(command.ReplyTo, new ChatThreadRead(command.SignalId, null, OneLine.Of(problem, 500)));
}
