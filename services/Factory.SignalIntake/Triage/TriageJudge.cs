using System.Globalization;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Contracts.Triage;
using Factory.History;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Triage;

/// <summary>
/// What becomes of a delivery that the rules do not decide. A model is asked, and the delivery keeps the verdict that it has without one until the answer
/// comes: where nobody is cast, that is its verdict.
/// </summary>
internal sealed class TriageJudge(DeliveryJudge judge, WishJudge wishes, TimeProvider time)
{
    private const int MostRepositories = 100;

    /// <param name="otherwise">Its verdict without a model.</param>
    public async Task<DeliveryVerdict> Judge(Judging.Judging judging, Delivery delivery, PublisherAnswers answers, Unclear unclear, DeliveryVerdict otherwise)
    {
        var answer = answers.Triage ?? await Ask(judging, delivery, answers, unclear);
        return answer is null ? otherwise : await Decide(judging, delivery, answers, unclear, answer, otherwise);
    }

    /// <summary>Whether a wish names no repository where several are possible.</summary>
    public bool LacksRepository(Delivery delivery, Wish wish) =>
        wish.Repository is null && wish.Kind != MissionKind.Review && judge.Source(delivery) is { Repository: null, Repositories.Count: > 1 and <= MostRepositories };

    /// <returns>What was answered to the same question before; null where it is waited for, or nobody is asked.</returns>
    private async Task<TriageAnswer?> Ask(Judging.Judging judging, Delivery delivery, PublisherAnswers answers, Unclear unclear)
    {
        var (source, signal) = (judge.Source(delivery), WishJudge.SignalOf(delivery, answers, unclear.Wish));
        if (await wishes.IsKnown(judging, signal) || TaskOf(delivery, unclear) is not { } task)
            return null;
        var text = BlobStore.Describe(delivery.Team, task);
        var asked = judging.Asked.TryGetValue((signal, text.Sha256), out var now) ? new EarlierAsking(now, null) : await TriageStore.Earlier(judging.Connection, delivery.Id, signal, text.Sha256, judging.Ct);
        var id = asked?.AskId ?? Guid.CreateVersion7(time.GetUtcNow());
        if (asked is null && await TriageStore.AskedLately(judging.Connection, source.Name, judging.Ct) + judging.Asked.Count >= source.MissionsPerHour)
            return null;
        judging.Transaction.Write(TriageStore.Wait(delivery.Id, id, source.Name, signal, text.Sha256, asked?.Answer));
        if (asked is null)
            Ask(judging, delivery, source, unclear, new Question(id, signal, task));
        judging.Asked[(signal, text.Sha256)] = id;
        return asked?.Answer;
    }

    private void Ask(Judging.Judging judging, Delivery delivery, SignalSource source, Unclear unclear, Question question)
    {
        var transaction = judging.Transaction;
        var prompt = transaction.Put(delivery.Team, Encoding.UTF8.GetBytes(TriageTask.Prompt.Text), "text/markdown");
        var task = transaction.Put(delivery.Team, question.Task, "text/markdown");
        var targets = LacksRepository(delivery, unclear.Wish) ? source.Repositories.Values.AsEnumerable<TargetRepository?>() : [source.Find(unclear.Wish.Repository)];
        var places = targets.OfType<TargetRepository>().Select(target => target.Path).Distinct(StringComparer.Ordinal).ToList();
        transaction.Send(
            Endpoints.Router,
            new ClassifySignal(delivery.Id, question.Id, Verdict.MissionOf(question.Signal), delivery.Team, prompt, TriageTask.Prompt.Hash, task, places, source.Triage.Usd, time.GetUtcNow() + source.Triage.Patience, Endpoints.Signals));
    }

    private byte[]? TaskOf(Delivery delivery, Unclear unclear)
    {
        try
        {
            return TriageTask.Of(unclear.Wish, LacksRepository(delivery, unclear.Wish) ? judge.Source(delivery).RepositoryNames : []);
        }
        catch (SignalRefused)
        {
            // Nothing in it that a person could read either.
            return null;
        }
    }

    private async Task<DeliveryVerdict> Decide(Judging.Judging judging, Delivery delivery, PublisherAnswers answers, Unclear unclear, TriageAnswer answer, DeliveryVerdict otherwise)
    {
        var (wish, source) = (unclear.Wish, judge.Source(delivery));
        if (answer is not { Kind: { } kind, Confidence: { } confidence })
            return new DeliveryVerdict(DeliveryVerdict.Held, $"{otherwise.Why} A model was asked: {answer.Problem}", wish.Title);
        var said = string.Create(CultureInfo.InvariantCulture, $"{answer.Model} takes it for {Words(kind)} ({confidence:0.##}): {answer.Rationale}");
        if (confidence < source.Triage.Confidence)
            return new DeliveryVerdict(DeliveryVerdict.Held, $"{otherwise.Why} {said}", wish.Title);
        if (KindOf(kind) is not { } meant)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, $"It asks for no work. {said}", wish.Title);
        var lacks = LacksRepository(delivery, wish);
        if (lacks && (answer.Repository is not { } name || !source.Repositories.ContainsKey(name.ToLowerInvariant())))
            return new DeliveryVerdict(DeliveryVerdict.Held, $"It is not clear which repository it is about: name one. {said}", wish.Title);
        var clear = wish with { Kind = unclear.KnowsKind ? wish.Kind : meant, Repository = lacks ? answer.Repository : wish.Repository };
        return await wishes.Judge(judging, delivery, answers, clear, $"{unclear.Why} {said}");
    }

    private static string Words(string kind) => kind switch
    {
        "fix" => "a fault",
        "feature" => "something new",
        "question" => "a question",
        "docs" => "documentation",
        _ => "no work",
    };

    /// <summary>Null for what is no work.</summary>
    private static MissionKind? KindOf(string kind) => kind switch
    {
        "fix" or "feature" => MissionKind.Change,
        "question" => MissionKind.Question,
        "docs" => MissionKind.Docs,
        _ => null,
    };

    private sealed record Question(Guid Id, Guid Signal, byte[] Task);
}
