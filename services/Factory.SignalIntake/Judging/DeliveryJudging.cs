using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Jobs;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Slack;

namespace Factory.SignalIntake.Judging;

/// <summary>Judges stored deliveries: each gets a verdict that people see, those that ask for work become signals, and what others tell is passed on.</summary>
internal sealed class DeliveryJudging(DeliveryStore store, DeliveryJudge judge, JobJudge jobs, WishJudge wishes, SlackMissions chats)
{
    public async Task Judge(HeartTransaction transaction, IReadOnlyList<Guid> deliveries, CancellationToken ct)
    {
        var judging = new Judging(transaction, await transaction.Connect(ct), ct);
        var judged = new List<(Guid, DeliveryVerdict)>();
        foreach (var (delivery, answers) in await store.Unjudged(judging.Connection, deliveries, ct))
            judged.Add((delivery.Id, await Judge(judging, delivery, answers)));
        transaction.Write(DeliveryCommands.Judged(judged));
    }

    private async Task<DeliveryVerdict> Judge(Judging judging, Delivery delivery, PublisherAnswers answers)
    {
        var read = await judge.Read(delivery, answers, query => PullRequestStore.Find(judging.Connection, delivery.Team, judge.Source(delivery).AddressOf(query.Repository), query, judging.Ct));
        if (read.Seen is { } seen)
            judging.Transaction.Write(PullRequestStore.Seen(delivery.Team, seen));
        if (read.Question is { } question)
        {
            judging.Transaction.Write(DeliveryQuestions.Ask(delivery.Id, DeliveryQuestions.Author, question.Login));
            judging.Transaction.Send(Endpoints.Publisher, new LookUpAuthor(delivery.Id, delivery.Team, question.Repository, question.Login, Endpoints.Signals));
        }

        if (read.Verdict is { } verdict)
            return new DeliveryVerdict(verdict, read.Why);
        await store.Lock(judging.Connection, delivery.Team, judging.Ct);
        if (!answers.LetThrough && await store.SameBytes(judging.Connection, delivery, judging.Ct) is { } earlier)
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, $"The same bytes came before as {earlier}.", read.Wish?.Title);
        return await Follow(judging, delivery, answers, read);
    }

    private async Task<DeliveryVerdict> Follow(Judging judging, Delivery delivery, PublisherAnswers answers, ReadDelivery read)
    {
        if (read.Happened is { } happened && judge.Target(delivery, happened.Repository) is { } where)
            judging.Transaction.Write(LatelyStore.Insert(delivery.Team, where.Path, happened));
        foreach (var telling in read.Tellings)
            Teller.Tell(judging.Transaction, delivery.Team, telling);
        if (read.Wish?.Origin.Chat is not null && await chats.Say(delivery, read.Wish, judging.Connection, judging.Transaction, judging.Ct) is { } said)
            return said;
        return read switch
        {
            { SlackOrder: { } order } => await chats.Carry(delivery, order, read.Why, judging.Connection, judging.Transaction, judging.Ct),
            { Wish: { } wish } => await wishes.Judge(judging, delivery, answers, wish, read.Why),
            { Failure: { } job } => await jobs.Judge(judging, delivery, answers, job, read.Why),
            _ => new DeliveryVerdict(DeliveryVerdict.Accepted, read.Why),
        };
    }
}
