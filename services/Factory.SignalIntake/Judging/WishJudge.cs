using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Signals;
using Factory.History;
using Factory.ServiceDefaults.Repositories;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Judging;

/// <summary>Whether what a delivery asks for becomes a signal: once, for a repository that may be worked on, within what its source may cause.</summary>
internal sealed class WishJudge(DeliveryStore store, DeliveryJudge judge, EventStore history, RepositoryRules rules, Similarity similarity)
{
    private const int LongestKey = 200;

    private static readonly Guid Signals = new("0f3f9a3e-7c55-8b1d-9b0e-2f4f1c6b5a91");

    public async Task<DeliveryVerdict> Judge(Judging judging, Delivery delivery, PublisherAnswers answers, Wish wish, string why)
    {
        if (judge.Target(delivery, wish.Repository) is not { } target)
            return Nowhere(wish);
        if (rules.Problem(target.Path) is { } problem)
            return new DeliveryVerdict(DeliveryVerdict.Ignored, problem, wish.Title);
        var signal = SignalOf(delivery, answers, wish);
        if (await IsKnown(judging, signal))
            return new DeliveryVerdict(DeliveryVerdict.Duplicate, "It asks for what an earlier one asked for.", wish.Title, signal);
        var source = judge.Source(delivery);
        if (!answers.LetThrough && await Earlier(judging, source, delivery, target, wish) is { } earlier)
            return earlier;
        var lately = await store.AcceptedLately(judging.Connection, source.Name, judging.Ct) + judging.Begun.Values.Count(name => name == source.Name);
        if (!answers.LetThrough && lately >= source.MissionsPerHour)
            return new DeliveryVerdict(DeliveryVerdict.Held, $"Its source caused {source.MissionsPerHour} missions within an hour. './factory signals replay' judges it anew.", wish.Title);
        try
        {
            var title = await Begin(judging, delivery, wish, target, signal);
            return new DeliveryVerdict(DeliveryVerdict.Accepted, $"{why}{(wish.TakenOut.Length == 0 ? "" : $" {wish.TakenOut}")}", title, signal);
        }
        catch (SignalRefused refused)
        {
            return new DeliveryVerdict(DeliveryVerdict.Rejected, refused.Message);
        }
    }

    /// <summary>The signal that it becomes, if it becomes one.</summary>
    public static Guid SignalOf(Delivery delivery, PublisherAnswers answers, Wish wish) =>
        Ids.Derive(Ids.Derive(Signals, delivery.Team), answers.LetThrough ? $"{wish.Key}:again:{delivery.Id}" : wish.Key);

    /// <summary>Whether an earlier delivery became the signal.</summary>
    public async Task<bool> IsKnown(Judging judging, Guid signal) =>
        judging.Begun.ContainsKey(signal) || (await history.Fold(judging.Connection, signal, false, (_, _) => true, ct: judging.Ct)).State;

    public static DeliveryVerdict Nowhere(Wish wish) =>
        new(DeliveryVerdict.Ignored, $"factory.signals.yaml does not say where {(wish.Repository is { } named ? SignalChecks.LineOf(named, LongestKey) : "its repository")} is.", wish.Title);

    /// <summary>Says the same as an earlier one, or is one more of a storm; null where it does not. What somebody told the factory in words is done.</summary>
    private async Task<DeliveryVerdict?> Earlier(Judging judging, SignalSource source, Delivery delivery, TargetRepository target, Wish wish)
    {
        if (wish.Commanded || wish.Kind == MissionKind.Review)
            return null;
        if (wish.Fingerprint is { } fingerprint && source.Storm > TimeSpan.Zero && await Storm(judging, source, delivery, target, fingerprint) is { } storm)
            return OneMore(judging, storm, wish, "It is one more of a storm that began with");
        if (source.Alike > 0 && await similarity.Schema(judging.Connection, judging.Ct) is { } schema
            && await SignalTexts.Similar(judging, schema, delivery.Team, target.Path, wish.Gist, source.Alike) is { } alike)
            return OneMore(judging, alike, wish, "It says the same as");
        return null;
    }

    private static async Task<AlikeSignal?> Storm(Judging judging, SignalSource source, Delivery delivery, TargetRepository target, string fingerprint) =>
        judging.Said.Find(said => said.Repository == target.Path && said.Fingerprint == fingerprint && judging.Begun[said.Signal] == source.Name) is { } begun
            ? new AlikeSignal(begun.Signal, begun.Title)
            : await SignalTexts.InStorm(judging.Connection, delivery.Team, target.Path, source.Name, fingerprint, source.Storm, judging.Ct);

    private static DeliveryVerdict OneMore(Judging judging, AlikeSignal earlier, Wish wish, string how)
    {
        judging.Transaction.Write(SignalTexts.OneMore(earlier.SignalId));
        return new DeliveryVerdict(DeliveryVerdict.Duplicate, $"{how} '{earlier.Title}' (mission {Ids.Short(Verdict.MissionOf(earlier.SignalId))}). './factory signals replay --force' starts one all the same.", wish.Title, earlier.SignalId);
    }

    /// <summary>From here on it is a signal like one that came by <c>POST /signals</c>.</summary>
    private async Task<string> Begin(Judging judging, Delivery delivery, Wish wish, TargetRepository target, Guid signal)
    {
        var (source, transaction) = (judge.Source(delivery), judging.Transaction);
        var lately = wish.Kind is MissionKind.Change or MissionKind.Docs ? await LatelyStore.Section(judging.Connection, delivery.Team, target.Path, judging.Ct) : "";
        var range = wish.Deployed is { } commit && await LatelyStore.DeployedBefore(judging.Connection, delivery.Team, target.Path, commit, judging.Ct) is { } before ? $"What was deployed since the last time: {before}..{commit}\n\n" : "";
        var report = ReportText.Clean(range + wish.Text + lately);
        var title = SignalChecks.TitleOf(wish.Title);
        var body = transaction.Put(delivery.Team, delivery.Body, "application/json");
        var text = transaction.Put(delivery.Team, Encoding.UTF8.GetBytes(report), "text/plain");
        var limits = source.Templates.GetValueOrDefault(wish.Kind) ?? source.Limits;
        var received = new SignalReceived(signal, delivery.Team, source.Name, SignalChecks.LineOf(wish.Key, LongestKey), title, body, text, new RepositoryRef(target.Path, Start(wish, target)), target.Test, limits)
        {
            Kind = wish.Kind,
            Origin = wish.Origin,
            PullRequest = wish.PullRequest,
        };
        transaction.Append(new StreamAppend(signal, SignalStore.StreamType, ExpectedVersion: 0, [received]));
        transaction.Send(Endpoints.Signals, new JudgeSignal(signal, delivery.Team));
        transaction.Write(DeliveryCommands.Accepted(signal, source.Name));
        transaction.Write(SignalTexts.Insert(signal, delivery.Team, target.Path, source.Name, title, wish.Gist, wish.Fingerprint));
        SlackMissions.Remember(transaction, wish.Origin, signal);
        judging.Begun.Add(signal, source.Name);
        judging.Said.Add(new SaidSignal(signal, delivery.Team, target.Path, wish.Fingerprint, title, SignalTexts.Gist(wish.Gist)));
        return title;
    }

    /// <summary>What is for a pull request begins at its branch; a review at where it is to be merged.</summary>
    private static string? Start(Wish wish, TargetRepository target) => wish switch
    {
        { PullRequest: { } pull, Kind: MissionKind.Review } => pull.BaseBranch,
        { PullRequest: { FromFork: false, HeadBranch: { } branch } } => branch,
        { Base: { } branch } => branch,
        _ => target.Base,
    };
}
