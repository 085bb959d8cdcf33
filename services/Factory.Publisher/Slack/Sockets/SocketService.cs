using Factory.Publisher.Settings;
using Npgsql;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>Socket Mode: for each chat whose settings name an app's token, a connection is held. What the settings say anew holds within seconds.</summary>
internal sealed class SocketService(PublisherFiles files, SlackClient client, SocketDeliveries deliveries, NpgsqlDataSource database, TimeProvider time, ILoggerFactory logs) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ChatSettings, (Task Run, CancellationTokenSource End)> _held = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wanted = files.Recent.Chats.Where(chat => chat.Socket is not null).ToList();
            foreach (var gone in _held.Keys.Where(chat => !wanted.Any(other => Same(chat, other))).ToList())
                await End(gone);
            foreach (var chat in wanted.Where(chat => !_held.Keys.Any(other => Same(chat, other))))
                Begin(chat, stoppingToken);
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var chat in _held.Keys.ToList())
            await End(chat);
    }

    private void Begin(ChatSettings chat, CancellationToken ct)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _held[chat] = (new SocketHolder(chat, client, deliveries, database, time, logs).Run(end.Token), end);
    }

    private async Task End(ChatSettings chat)
    {
        if (!_held.Remove(chat, out var held))
            return;
        await held.End.CancelAsync();
        try
        {
            await held.Run;
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }

        held.End.Dispose();
    }

    /// <summary>Who may speak there does not concern the connection.</summary>
    private static bool Same(ChatSettings one, ChatSettings other) => one.Name == other.Name && one.Api == other.Api && one.Socket == other.Socket;
}
