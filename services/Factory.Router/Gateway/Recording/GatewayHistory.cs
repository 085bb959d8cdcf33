using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Gateway;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.History.Teams;
using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Requests;
using Npgsql;

namespace Factory.Router.Gateway.Recording;

/// <summary>
/// Puts the calls of the gateway into history: one stream a key and day, one event for all calls of about a second. No call waits for it; a process that is killed loses that
/// second of it, and the ledger still shows what was reserved.
/// </summary>
internal sealed partial class GatewayHistory(EventStore events, TimeProvider time, ILogger<GatewayHistory> log) : BackgroundService
{
    private const string StreamType = "gateway_day";
    private const int MostWaiting = 65_536;
    private const int MostInEvent = 500;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(10);

    private readonly Channel<(GatewayKey Key, GatewayCallMade Made)> waiting =
        Channel.CreateBounded<(GatewayKey, GatewayCallMade)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <exception cref="RequestRefused">The database has been away for so long that a call could not be recorded.</exception>
    public void CheckRoom()
    {
        if (waiting.Reader.Count > MostWaiting / 2)
        {
            throw new RequestRefused(StatusCodes.Status503ServiceUnavailable, "unavailable", "The factory's database does not answer, so calls cannot be recorded. Try again in a while.");
        }
    }

    public void Add(GatewayCall call, Upstream upstream, Usage usage, decimal usd, GatewayOutcome outcome, int attempts)
    {
        var made = new GatewayCallMade(
            time.GetUtcNow(), call.Fields.Model!, attempts == 0 ? null : upstream.Model.Name, usage, usd, time.GetElapsedTime(call.Started).TotalSeconds, outcome, attempts);
        if (!waiting.Writer.TryWrite((call.Person.Key, made)))
        {
            Lost(1, call.Person.Key.Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Between, time, stoppingToken);
                await Write(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(PatienceAtEnd, time);
            await Write(patience.Token);
        }
    }

    private async Task Write(CancellationToken ct)
    {
        var calls = new List<(GatewayKey Key, GatewayCallMade Made)>();
        while (waiting.Reader.TryRead(out var call))
        {
            calls.Add(call);
        }

        foreach (var day in calls.GroupBy(call => (call.Key, Day: DateOnly.FromDateTime(call.Made.At.UtcDateTime))))
        {
            var used = day.Chunk(MostInEvent).Select(part => new GatewayUsed(day.Key.Key.Id, day.Key.Key.Team, day.Key.Key.Name, day.Key.Day, [.. part.Select(call => call.Made)]));
            await Append(new StreamAppend(Ids.Derive(day.Key.Key.Id, $"{day.Key.Day:yyyy-MM-dd}"), StreamType, null, [.. used]), day.Count(), day.Key.Key.Name, ct);
        }
    }

    /// <summary>As often as it takes: what has not been written is counted, and at last no more calls are taken.</summary>
    private async Task Append(StreamAppend append, int calls, string key, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await events.Append(append, CancellationToken.None);
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                NotWritten(error, calls, key);
            }

            try
            {
                await Task.Delay(Between, time, ct);
            }
            catch (OperationCanceledException)
            {
                Lost(calls, key);
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Calls} gateway calls of key {Key} are not yet in history; tried again in a second.")]
    private partial void NotWritten(Exception error, int calls, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Calls} gateway calls of key {Key} are not in history: the database did not answer. The ledger has what they cost.")]
    private partial void Lost(int calls, string key);
}
