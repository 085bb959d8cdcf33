using Factory.Contracts.Chats;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Jobs;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Judging;

/// <summary>What was read of a delivery: what it asks for, what it tells, or why nothing comes of it.</summary>
/// <param name="Verdict">ignored, held or rejected; null where something comes of it.</param>
internal sealed record ReadDelivery(string? Verdict, string Why)
{
    /// <summary>The mission that it asks for; null for none.</summary>
    public Wish? Wish { get; init; }

    /// <summary>What it tells of pull requests; empty for nothing.</summary>
    public IReadOnlyList<Telling> Tellings { get; init; } = [];

    /// <summary>What was merged, released or deployed; null for nothing.</summary>
    public Happened? Happened { get; init; }

    /// <summary>A job of continuous integration that failed; null for none.</summary>
    public FailedJob? Failure { get; init; }

    /// <summary>A pull request as the delivery shows it, to be remembered; null for none.</summary>
    public KnownPullRequest? Seen { get; init; }

    /// <summary>Whose rights Publisher is to be asked for before anything comes of it; null for nobody's.</summary>
    public AuthorQuestion? Question { get; init; }

    /// <summary>About whom Publisher is to ask a chat before anything comes of it; null for nobody.</summary>
    public PersonQuestion? Person { get; init; }

    /// <summary>What it may ask for, where the rules cannot tell and a model may; null where they can.</summary>
    public Unclear? Unclear { get; init; }

    /// <summary>What is to become of a mission that is under way, said in a chat; null for nothing.</summary>
    public SlackOrder? SlackOrder { get; init; }

    public static ReadDelivery Asks(Wish wish, string why) => new(null, why) { Wish = wish };

    public static ReadDelivery Tells(string why, params IReadOnlyList<Telling> tellings) => new(null, why) { Tellings = tellings };

    public static ReadDelivery Fails(FailedJob job, string why) => new(null, why) { Failure = job };

    /// <param name="repository">Its address.</param>
    public static ReadDelivery AsksAbout(string login, string repository) =>
        Not(DeliveryVerdict.Held, $"Publisher is asked whether {login} may write to {repository}.") with { Question = new AuthorQuestion(login, repository) };

    public static ReadDelivery Not(string verdict, string why) => new(verdict, why);

    public static ReadDelivery Ignored(string why) => Not(DeliveryVerdict.Ignored, why);
}

internal sealed record AuthorQuestion(string Login, string Repository);

/// <param name="Workspace">Empty where it was not told.</param>
internal sealed record PersonQuestion(string Chat, string Workspace, string User, ChatPersonRules Must);
