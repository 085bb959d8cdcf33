using Factory.Messaging.Leases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging;

public sealed partial class EndpointRegistrar
{
    /// <summary>Does a command's work as leased work at an endpoint. An endpoint has at most one work for a command.</summary>
    /// <param name="endpoint">Queue name; also the lane on which other hosts of the endpoint take work over.</param>
    /// <param name="limit">How many pieces of it may be under way at once in this process, 1 or more.</param>
    /// <param name="maxAttempts">Attempts before it is given up, 1 or more; default 5.</param>
    /// <param name="temporary">The endpoint belongs to this process alone: the broker removes its queue after 10 minutes without it.</param>
    public EndpointRegistrar Work<TCommand, TWork>(string endpoint, int limit, int maxAttempts = Lane.DefaultAttempts, bool temporary = false)
        where TCommand : class
        where TWork : class, ILeasedWork<TCommand>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Work<TCommand, TWork>(endpoint, () => limit, maxAttempts, temporary);
    }

    /// <summary>As with a constant limit, but asked whenever work could begin: what may be under way at this moment.</summary>
    /// <param name="limit">For example the places of a computer less those that are taken for longer than their lease. Must be quick and not throw; 0 or less means none.</param>
    public EndpointRegistrar Work<TCommand, TWork>(string endpoint, Func<int> limit, int maxAttempts = Lane.DefaultAttempts, bool temporary = false)
        where TCommand : class
        where TWork : class, ILeasedWork<TCommand> =>
        Work<TCommand, TWork>(endpoint, _ => limit, maxAttempts, temporary);

    /// <summary>As before, where the limit depends on a service.</summary>
    /// <param name="limit">Asked once, when the host is built, for the function that gives the limit.</param>
    public EndpointRegistrar Work<TCommand, TWork>(string endpoint, Func<IServiceProvider, Func<int>> limit, int maxAttempts = Lane.DefaultAttempts, bool temporary = false)
        where TCommand : class
        where TWork : class, ILeasedWork<TCommand>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        Services.TryAddSingleton<TWork>();
        Services.AddLeases();
        Services.AddSingleton<Lane>(services => new WorkLane<TCommand>(endpoint, limit(services), maxAttempts, services.GetRequiredService<TWork>(), services.GetRequiredService<LeaseEnds>()));
        if (temporary)
            Endpoint(endpoint).IsTemporary = true;
        return Consumer<LeasedWorkConsumer<TCommand>>(endpoint);
    }
}
