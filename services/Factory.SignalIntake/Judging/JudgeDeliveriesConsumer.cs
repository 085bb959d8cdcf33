using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Signals;
using Factory.History;
using Factory.Messaging;
using Factory.ServiceDefaults.Repositories;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;
using MassTransit;
using Npgsql;

namespace Factory.SignalIntake.Judging;

/// <summary>Judges stored deliveries: each gets a verdict that people see, and those that ask for work become signals.</summary>
internal sealed class JudgeDeliveriesConsumer(DeliveryStore store, DeliveryJudge judge, EventStore history, RepositoryRules rules, SlackMissions chats) : IConsumer<JudgeDeliveries>
{
    private const int LongestKey = 200;

    private static readonly Guid Signals = new("0f3f9a3e-7c55-8b1d-9b0e-2f4f1c6b5a91");

    public async Task Consume(ConsumeContext<JudgeDeliveries> context)
    {
        var transaction = context.Heart();
        var connection = await transaction.Connect(context.CancellationToken);
        var begun = new Dictionary<Guid, string>();
        var judged = new List<(Guid, DeliveryVerdict)>();
        foreach (var delivery in await store.Unjudged(connection, context.Message.DeliveryIds, context.CancellationToken))
            judged.Add((delivery.Id, await Judge(delivery, connection, transaction, begun, context.CancellationToken)));
        transaction.Write(DeliveryCommands.Judged(judged));
    }

    private async Task<DeliveryVerdict> Judge(Delivery delivery, NpgsqlConnection connection, HeartTransaction transaction, Dictionary<Guid, string> begun, CancellationToken ct)
    {
        var read = judge.Read(delivery);
        if (read.Verdict is { } verdict)
            return new DeliveryVerdict(verdict, read.Why);
        await store.Lock(connection, delivery.Source, ct);
        if (await store.SameBytes(connection, delivery, ct) is { } earlier)
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, $"The same bytes came before as {earlier}.", read.Wish?.Title);
        if (read.SlackOrder is { } order)
            return await chats.Carry(delivery, order, read.Why, connection, transaction, ct);
        if (read.Wish?.Origin.Chat is not null && await chats.Say(delivery, read.Wish, connection, transaction, ct) is { } said)
            return said;
        foreach (var telling in read.Tellings)
            Teller.Tell(transaction, delivery.Team, telling);
        return read.Wish is { } wish ? await Judge(delivery, wish, read.Why, connection, transaction, begun, ct) : new DeliveryVerdict(DeliveryVerdict.Accepted, read.Why);
    }

    private async Task<DeliveryVerdict> Judge(
        Delivery delivery, Wish wish, string why, NpgsqlConnection connection, HeartTransaction transaction, Dictionary<Guid, string> begun, CancellationToken ct)
    {
        if (judge.Target(delivery, wish) is not { } target)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, $"factory.signals.yaml does not say where {(wish.Repository is { } named ? SignalChecks.LineOf(named, LongestKey) : "its repository")} is.", wish.Title);
        if (rules.Problem(target.Path) is { } problem)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, problem, wish.Title);
        var signal = Ids.Derive(Ids.Derive(Signals, delivery.Team), wish.Key);
        if (begun.ContainsKey(signal) || await Exists(connection, signal, ct))
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, "It asks for what an earlier one asked for.", wish.Title, signal);
        var source = judge.Source(delivery);
        var lately = await store.AcceptedLately(connection, source.Name, ct) + begun.Values.Count(name => name == source.Name);
        if (lately >= source.MissionsPerHour)
            return new DeliveryVerdict(DeliveryVerdict.Held, $"Its source caused {source.MissionsPerHour} missions within an hour. './factory signals replay' judges it anew.", wish.Title);
        try
        {
            var title = Begin(transaction, delivery, wish, target, signal);
            begun.Add(signal, source.Name);
            transaction.Write(DeliveryCommands.Accepted(signal, source.Name));
            return new DeliveryVerdict(DeliveryVerdict.Accepted, why, title, signal);
        }
        catch (SignalRefused refused)
        {
            return new DeliveryVerdict(DeliveryVerdict.Rejected, refused.Message);
        }
    }

    /// <summary>From here on it is a signal like one that came by <c>POST /signals</c>.</summary>
    private string Begin(HeartTransaction transaction, Delivery delivery, Wish wish, TargetRepository target, Guid signal)
    {
        var source = judge.Source(delivery);
        var report = ReportText.Clean(wish.Text);
        var title = SignalChecks.TitleOf(wish.Title);
        var reference = new RepositoryRef(target.Path, target.Base);
        var body = transaction.Put(delivery.Team, delivery.Body, "application/json");
        var text = transaction.Put(delivery.Team, Encoding.UTF8.GetBytes(report), "text/plain");
        var received = new SignalReceived(signal, delivery.Team, source.Name, SignalChecks.LineOf(wish.Key, LongestKey), title, body, text, reference, target.Test, source.Limits)
        {
            Kind = wish.Kind,
            Origin = wish.Origin,
            PullRequest = wish.PullRequest,
        };
        transaction.Append(new StreamAppend(signal, SignalStore.StreamType, ExpectedVersion: 0, [received]));
        transaction.Send(Endpoints.Signals, new JudgeSignal(signal, delivery.Team));
        SlackMissions.Remember(transaction, wish.Origin, signal);
        return title;
    }

    private async Task<bool> Exists(NpgsqlConnection connection, Guid signal, CancellationToken ct) =>
        (await history.Fold(connection, signal, false, (_, _) => true, ct: ct)).State;
}
