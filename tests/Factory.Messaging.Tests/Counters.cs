namespace Factory.Messaging.Tests;

/// <summary>Hosts with the counting saga, and what the database says about a counter.</summary>
internal static class Counters
{
    public static async Task<TestHost> Start(Surroundings surroundings, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null)
    {
        await surroundings.Scalar<object>(TotalsConsumer.Table);
        return await TestHost.Start(
            surroundings,
            endpoints => endpoints
                .Saga<CounterMachine, CounterState>(CounterMachine.Endpoint)
                .Consumer<TotalsConsumer>(CounterMachine.Totals),
            services);
    }

    public static Task<int> Total(this Surroundings surroundings, Guid counter) => surroundings.State(counter, "Total");

    public static Task<int> State(this Surroundings surroundings, Guid counter, string property) =>
        surroundings.Scalar<int>($"SELECT (state->>'{property}')::int FROM factory.saga WHERE id = $1", counter);

    public static Task<string?> CurrentState(this Surroundings surroundings, Guid counter) =>
        surroundings.Scalar<string>("SELECT state->>'CurrentState' FROM factory.saga WHERE id = $1", counter);

    public static Task<long> Events(this Surroundings surroundings, Guid counter) =>
        surroundings.Scalar<long>("SELECT count(*) FROM history.mt_events WHERE stream_id = $1", counter);

    public static Task<long> TotalsHeard(this Surroundings surroundings, Guid counter) =>
        surroundings.Scalar<long>("SELECT count(*) FROM totals WHERE counter = $1", counter);

    public static Task<long> InOutbox(this Surroundings surroundings) => surroundings.Scalar<long>("SELECT count(*) FROM factory.outbox");

    /// <summary>The reasons of dead letters; empty when there are none.</summary>
    public static async Task<string> WhyDead(this Surroundings surroundings) =>
        await surroundings.Scalar<string>("SELECT string_agg(exception_type || ': ' || exception_message, '; ') FROM factory.dead_letter") ?? "";

    public static Task<long> DeadLetters(this Surroundings surroundings) => surroundings.Scalar<long>("SELECT count(*) FROM factory.dead_letter");
}
