using System.Net.WebSockets;
using Factory.Publisher.Outputs;
using Npgsql;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>Holds the connection of one chat while the settings say so: opens the next before Slack closes the one before, and tries again where it broke.</summary>
internal sealed partial class SocketHolder(ChatSettings chat, SlackClient client, SocketDeliveries deliveries, NpgsqlDataSource database, TimeProvider time, ILoggerFactory logs)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>How long another process's turn is waited for before it is asked again.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(10);

    /// <summary>One that ended sooner was not a good one, however it was greeted.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(5);

    /// <summary>Slack closes a connection some seconds after it said so.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly ILogger<SocketHolder> log = logs.CreateLogger<SocketHolder>();

    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var turn = await SocketTurn.Take(database, chat.Name, time, ct);
                if (turn is not null)
                    await HoldWhileMine(turn, ct);
            }
            catch (NpgsqlException error)
            {
                Broken(chat.Name, error.Message);
            }

            await Task.Delay(TurnWait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldWhileMine(SocketTurn turn, CancellationToken ct)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(ct, turn.Lost);
        try
        {
            await Hold(mine.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The turn is over.
        }
    }

    private async Task Hold(CancellationToken ct)
    {
        var leaving = Task.CompletedTask;
        try
        {
            for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                var begun = time.GetTimestamp();
                var (greeted, until) = await One(before => leaving = Task.WhenAll(leaving, before), ct);
                if (greeted && time.GetElapsedTime(begun) > ShortLife)
                    wait = FirstWait / 2;
                else
                    await Wait(until ?? time.GetUtcNow() + wait, ct);
            }
        }
        finally
        {
            await leaving;
        }
    }

    private async Task Wait(DateTimeOffset until, CancellationToken ct)
    {
        var wait = until - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, ct);
    }

    /// <summary>One connection, until it ends or Slack says that it will.</summary>
    /// <param name="leave">Given what is left of it, which goes on beside the next.</param>
    /// <returns>Whether it was a good one, and when to try again, where Slack said so.</returns>
    private async Task<(bool Greeted, DateTimeOffset? Until)> One(Action<Task> leave, CancellationToken ct)
    {
        var socket = new SlackSocket(deliveries, chat.Socket!, logs.CreateLogger<SlackSocket>());
        try
        {
            var connection = await client.Connect(chat, chat.Socket!.Token, ct);
            await socket.Open(Address(connection), ct);
            Opened(chat.Name);
        }
        catch (Exception error) when (error is WebSocketException or HttpRequestException or SlackRefused or AskLater or UriFormatException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            socket.Dispose();
            Broken(chat.Name, error.Message);
            return (false, (error as AskLater)?.At);
        }

        var running = Ending(socket, ct);
        leave(running);
        await socket.Refresh.WaitAsync(ct);
        if (socket.SwitchedOff)
            Broken(chat.Name, "Socket Mode is switched off for the app: switch it on in the app's settings, or take socket out of factory.publisher.yaml.");
        return (socket is { Greeted: true, SwitchedOff: false }, null);
    }

    private async Task Ending(SlackSocket socket, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var running = socket.Run(end.Token);
            await socket.Refresh;
            end.CancelAfter(Farewell);
            await running;
        }
        catch (OperationCanceledException)
        {
            // Slack did not close it, or the turn is over.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private static Uri Address(SlackConnection connection) =>
        Uri.TryCreate(connection.Url, UriKind.Absolute, out var address) && address.Scheme is "wss" or "ws" ? address : throw new UriFormatException("Slack does not say where its socket is.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to Slack for the chat {Chat}")]
    private partial void Opened(string chat);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no connection to Slack for the chat {Chat}: {Reason}")]
    private partial void Broken(string chat, string reason);
}
