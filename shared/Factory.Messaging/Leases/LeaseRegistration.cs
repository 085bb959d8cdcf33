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
        where TWork : class, ILeasedWork<TCommand> =>
        Work<TCommand, TWork>(endpoint, new LeasePlaces(limit), maxAttempts, temporary);

    /// <summary>The same on places that other work may share, and that may be more or fewer at another time.</summary>
    /// <param name="places">For example those of a computer less what is taken for longer than a lease.</param>
    public EndpointRegistrar Work<TCommand, TWork>(string endpoint, LeasePlaces places, int maxAttempts = Lane.DefaultAttempts, bool temporary = false)
        where TCommand : class
        where TWork : class, ILeasedWork<TCommand>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        Services.TryAddSingleton<TWork>();
        Services.AddLeases();
        Services.AddSingleton<Lane>(services => new WorkLane<TCommand>(endpoint, places, maxAttempts, services.GetRequiredService<TWork>(), services.GetRequiredService<LeaseEnds>()));
        if (temporary)
            Endpoint(endpoint).IsTemporary = true;
        return Consumer<LeasedWorkConsumer<TCommand>>(endpoint);
    }
}
