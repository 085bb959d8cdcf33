using System.Collections.Concurrent;
using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>The health of all endpoints that this process called. An endpoint is one model at one address.</summary>
internal sealed class EndpointHealth(TimeProvider time)
{
    /// <summary>Those of settings long gone are let go.</summary>
    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<(Uri? BaseUrl, string Model), Circuit> circuits = new();

    public Circuit Of(CastModel model)
    {
        if (circuits.Count > MostKept)
            circuits.Clear();
        return circuits.GetOrAdd((model.BaseUrl, model.Model), static (_, clock) => new Circuit(clock), time);
    }

    public bool IsResting(CastModel model) => RestLeft(model) is not null;

    public TimeSpan? RestLeft(CastModel model) => circuits.TryGetValue((model.BaseUrl, model.Model), out var circuit) ? circuit.RestLeft : null;
}
