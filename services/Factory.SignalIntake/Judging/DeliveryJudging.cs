using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Forges;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Jobs;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Judging;

/// <summary>Judges stored deliveries: each gets a verdict that people see, those that ask for work become signals, and what others tell is passed on.</summary>
internal sealed class DeliveryJudging(DeliveryStore store, DeliveryJudge judge, JobJudge jobs, WishJudge wishes, TriageJudge triage, SlackMissions chats, ThreadContext threads)
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
        var read = await judge.Read(delivery, answers, query => Find(judging, delivery, query));
        if (read.Seen is { } seen)
        {
            judging.Transaction.Write(PullRequestStore.Seen(delivery.Team, seen));
            judging.Seen.Add((delivery.Team, seen));
        }

        if (read.Question is { } question)
        {
            judging.Transaction.Write(DeliveryQuestions.Ask(delivery.Id, DeliveryQuestions.Author, question.Login));
            judging.Transaction.Send(Endpoints.Publisher, new LookUpAuthor(delivery.Id, delivery.Team, question.Repository, question.Login, Endpoints.Signals));
        }

        if (read.Person is { } person)
        {
            judging.Transaction.Write(DeliveryQuestions.Ask(delivery.Id, DeliveryQuestions.Author, person.User));
            judging.Transaction.Send(Endpoints.Publisher, new LookUpChatPerson(delivery.Id, delivery.Team, person.Chat, person.Workspace, person.User, person.Must, Endpoints.Signals));
        }

        if (read is { Verdict: { } verdict, Unclear: null })
            return new DeliveryVerdict(verdict, read.Why);
        await store.Lock(judging.Connection, delivery.Team, judging.Ct);
        if (!answers.LetThrough && await store.SameBytes(judging.Connection, delivery, judging.Ct) is { } earlier)
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, $"The same bytes came before as {earlier}.", read.Wish?.Title);
        if (read.Unclear is { } unclear)
            return await triage.Judge(judging, delivery, answers, unclear, new DeliveryVerdict(read.Verdict!, read.Why));
        return await Follow(judging, delivery, answers, read);
    }

    private async Task<DeliveryVerdict> Follow(Judging judging, Delivery delivery, PublisherAnswers answers, ReadDelivery read)
    {
        if (read.Happened is { } happened && judge.Target(delivery, happened.Repository) is { } where)
            judging.Transaction.Write(LatelyStore.Insert(delivery.Team, where.Path, happened));
        foreach (var telling in read.Tellings)
            Teller.Tell(judging.Transaction, delivery.Team, telling);
        return read switch
        {
            { SlackOrder: { } order } => await chats.Carry(judging, delivery, order, read.Why),
            { Wish: { } wish } => await Follow(judging, delivery, answers, wish, read.Why),
            { Failure: { } job } => await jobs.Judge(judging, delivery, answers, job, read.Why),
            _ => new DeliveryVerdict(DeliveryVerdict.Accepted, read.Why),
        };
    }

    private async Task<DeliveryVerdict> Follow(Judging judging, Delivery delivery, PublisherAnswers answers, Wish wish, string why)
    {
        if (wish.Origin.Chat is not null && await chats.Say(judging, delivery, wish) is { } said)
            return said;
        if (wish.ThreadGate is not null && answers.Thread is { } before)
            wish = await threads.With(delivery.Team, wish, before, judging.Ct);
        else if (wish.ThreadGate is not null && !await wishes.IsKnown(judging, WishJudge.SignalOf(delivery, answers, wish)))
            return threads.Ask(judging, delivery, wish, why);
        var reason = answers.Thread?.Problem is { } problem ? $"{why} What was said in its thread before could not be had: {problem}" : why;
        return triage.LacksRepository(delivery, wish)
            ? await triage.Judge(judging, delivery, answers, new Unclear(wish, reason) { KnowsKind = true }, WishJudge.Nowhere(wish))
            : await wishes.Judge(judging, delivery, answers, wish, reason);
    }

    /// <summary>What the table says, and what this message's own deliveries say that is newer.</summary>
    private async Task<IReadOnlyList<KnownPullRequest>> Find(Judging judging, Delivery delivery, PullRequestQuery query)
    {
        var address = judge.Source(delivery).AddressOf(query.Repository);
        var stored = await PullRequestStore.Find(judging.Connection, delivery.Team, address, query, judging.Ct);
        var seen = judging.Seen.Where(one => one.Team == delivery.Team && one.PullRequest.Ref.Repository == address && query.IsAbout(one.PullRequest)).Select(one => one.PullRequest);
        return [.. stored.Concat(seen).GroupBy(known => known.Ref.Number).Select(same => same.MaxBy(known => known.UpdatedAt)!)];
    }
}
