using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Receiving;
using Npgsql;

namespace Factory.SignalIntake.Slack;

/// <summary>The missions of a chat's threads: what is said there while one is under way is for it.</summary>
internal sealed class SlackMissions(EventStore history, TimeProvider time)
{
    private static readonly Guid Notes = new("9d0c4b6e-1c83-8f57-a6a1-5f0f2f6f7f30");

    /// <summary>The latest signal of a thread; a command has no thread.</summary>
    public static void Remember(HeartTransaction transaction, Origin origin, Guid signal)
    {
        if (origin.Chat is { Thread.Length: > 0 } chat)
            transaction.Write(new NpgsqlBatchCommand("INSERT INTO factory.chat_thread (source, channel, thread, signal_id) VALUES ($1, $2, $3, $4) ON CONFLICT (source, channel, thread) DO UPDATE SET signal_id = excluded.signal_id, at = now()")
            {
                Parameters = { Text(origin.Source), Text(chat.Channel), Text(chat.Thread), new NpgsqlParameter<Guid> { TypedValue = signal } },
            });
    }

    /// <summary>Passes a wish on to the mission that is under way in its thread; null where it is one of its own.</summary>
    public async Task<DeliveryVerdict?> Say(Delivery delivery, Wish wish, NpgsqlConnection connection, HeartTransaction transaction, CancellationToken ct)
    {
        var chat = wish.Origin.Chat!;
        var mission = chat.Message is null || wish.Kind != MissionKind.Change ? null : await OfThread(delivery, chat.Channel, chat.Thread, connection, ct);
        if (mission is not { Ended: false })
            return wish.OnlyInThread ? new DeliveryVerdict(DeliveryVerdict.Ignored, "No mission is under way in its thread, and it does not mention the factory.", wish.Title) : null;
        try
        {
            var text = transaction.Put(delivery.Team, Encoding.UTF8.GetBytes(ReportText.Clean(wish.Text)), "text/plain");
            transaction.Send(Endpoints.Missions, new SayToMission(mission.Id, Ids.Derive(Ids.Derive(Notes, delivery.Team), wish.Key), By(wish.Origin.Author), text));
            return new DeliveryVerdict(DeliveryVerdict.Accepted, $"It is said to the mission {Ids.Short(mission.Id)} of its thread.", wish.Title);
        }
        catch (SignalRefused refused)
        {
            return new DeliveryVerdict(DeliveryVerdict.Rejected, refused.Message);
        }
    }

    /// <summary>Has a mission paused, resumed or cancelled that came from the same source and channel.</summary>
    public async Task<DeliveryVerdict> Carry(Delivery delivery, SlackOrder order, string why, NpgsqlConnection connection, HeartTransaction transaction, CancellationToken ct)
    {
        var mission = order.MissionId is { } id ? await Find(id, connection, ct) : order.Thread is { } thread ? await OfThread(delivery, order.Channel, thread, connection, ct) : null;
        if (mission is null || mission.Team != delivery.Team || mission.Origin?.Source != delivery.Source || mission.Origin.Chat?.Channel != order.Channel)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, "There is no such mission of this source and channel.");
        if (mission.Ended)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, $"The mission {Ids.Short(mission.Id)} has ended.");
        Send(transaction, mission.Id, order);
        return new DeliveryVerdict(DeliveryVerdict.Accepted, why);
    }

    private void Send(HeartTransaction transaction, Guid mission, SlackOrder order)
    {
        var by = By(order.By);
        switch (order.Kind)
        {
            case SlackOrderKind.Cancel:
                transaction.Send(Endpoints.Missions, new CancelMission(mission, by, $"Cancelled by {by}."));
                break;
            case SlackOrderKind.Pause:
                transaction.Send(Endpoints.Missions, new PauseMission(mission, by, time.GetUtcNow()));
                break;
            default:
                transaction.Send(Endpoints.Missions, new ResumeMission(mission, by, time.GetUtcNow()));
                break;
        }
    }

    private async Task<UnderWay?> OfThread(Delivery delivery, string channel, string thread, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT signal_id FROM factory.chat_thread WHERE source = $1 AND channel = $2 AND thread = $3", connection)
        {
            Parameters = { Text(delivery.Source), Text(channel), Text(thread) },
        };
        return await command.ExecuteScalarAsync(ct) is Guid signal ? await Find(Verdict.MissionOf(signal), connection, ct) : null;
    }

    /// <summary>Null where history has no such mission: it was never started, or not yet.</summary>
    private async Task<UnderWay?> Find(Guid mission, NpgsqlConnection connection, CancellationToken ct) =>
        (await history.Fold(connection, mission, (UnderWay?)null, Apply, ct: ct)).State;

    private static UnderWay? Apply(UnderWay? mission, object happened) => happened switch
    {
        MissionStarted started => new UnderWay(started.MissionId, started.Team, started.Origin, Ended: false),
        MissionConcluded when mission is not null => mission with { Ended = true },
        _ => mission,
    };

    private static string By(string? person) => $"{SlackSender.Shown(person)} in Slack";

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private sealed record UnderWay(Guid Id, string Team, Origin? Origin, bool Ended);
}
