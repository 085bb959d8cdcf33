using MassTransit;

namespace Factory.Messaging.Tests;

// A saga that counts, and tells a consumer what it counted.

public sealed record Begin(Guid CounterId);

public sealed record Add(Guid CounterId, int Amount, bool Poison = false);

public sealed record Finish(Guid CounterId);

public sealed record RemindMe(Guid CounterId, double Seconds);

public sealed record ForgetIt(Guid CounterId);

public sealed record Reminder(Guid CounterId);

public sealed record TotalChanged(Guid CounterId, int Total);

public sealed record Counted(int Amount, int Total);

public sealed class CounterState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public int Total { get; set; }

    public int Begun { get; set; }

    public int Reminders { get; set; }

    public Guid? ReminderToken { get; set; }
}

public sealed class CounterMachine : MassTransitStateMachine<CounterState>
{
    public const string Endpoint = "counters";
    public const string Totals = "totals";

    public CounterMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Begin, e => e.CorrelateById(m => m.Message.CounterId).InsertOnInitial = true);
        Event(() => Add, e => e.CorrelateById(m => m.Message.CounterId).OnMissingInstance(m => m.Fault()));
        Event(() => Finish, e => e.CorrelateById(m => m.Message.CounterId).OnMissingInstance(m => m.Fault()));
        Event(() => RemindMe, e => e.CorrelateById(m => m.Message.CounterId).OnMissingInstance(m => m.Fault()));
        Event(() => ForgetIt, e => e.CorrelateById(m => m.Message.CounterId).OnMissingInstance(m => m.Fault()));
        Schedule(() => Reminder, saga => saga.ReminderToken, s => s.Received = e => e.CorrelateById(m => m.Message.CounterId));

        Initially(When(Begin).Then(c => c.Saga.Begun++).TransitionTo(Counting));
        During(Counting,
            When(Begin).Then(c => c.Saga.Begun++),
            When(Add).Then(Count),
            When(RemindMe).Schedule(Reminder, c => new Reminder(c.Saga.CorrelationId), c => TimeSpan.FromSeconds(c.Message.Seconds)),
            When(ForgetIt).Unschedule(Reminder),
            When(Reminder!.Received).Then(c => c.Saga.Reminders++),
            When(Finish).Finalize());
        During(Final, Ignore(Begin), Ignore(Add), Ignore(Finish), Ignore(Reminder.Received));
        SetCompletedWhenFinalized();
    }

    public State Counting { get; private set; } = null!;

    public Event<Begin> Begin { get; private set; } = null!;

    public Event<Add> Add { get; private set; } = null!;

    public Event<Finish> Finish { get; private set; } = null!;

    public Event<RemindMe> RemindMe { get; private set; } = null!;

    public Event<ForgetIt> ForgetIt { get; private set; } = null!;

    public Schedule<CounterState, Reminder> Reminder { get; private set; } = null!;

    private static void Count(BehaviorContext<CounterState, Add> context)
    {
        context.Saga.Total += context.Message.Amount;
        context.Heart().Append(context.Saga.CorrelationId, "counter", new Counted(context.Message.Amount, context.Saga.Total));
        context.Heart().Send(Totals, new TotalChanged(context.Saga.CorrelationId, context.Saga.Total));
        if (context.Message.Poison)
            throw new InvalidOperationException("This amount cannot be counted.");
    }
}

/// <summary>Writes each total it hears of into a table of its own.</summary>
public sealed class TotalsConsumer : IConsumer<TotalChanged>
{
    public const string Table = "CREATE TABLE IF NOT EXISTS totals (counter uuid NOT NULL, total integer NOT NULL)";

    public Task Consume(ConsumeContext<TotalChanged> context)
    {
        context.Heart().Write(new Npgsql.NpgsqlBatchCommand("INSERT INTO totals (counter, total) VALUES ($1, $2)")
        {
            Parameters =
            {
                new Npgsql.NpgsqlParameter<Guid> { TypedValue = context.Message.CounterId },
                new Npgsql.NpgsqlParameter<int> { TypedValue = context.Message.Total },
            },
        });
        return Task.CompletedTask;
    }
}
