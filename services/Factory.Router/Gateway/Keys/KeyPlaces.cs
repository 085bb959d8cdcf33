using System.Collections.Concurrent;
using Factory.History.Teams;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway.Keys;

/// <summary>How many calls a key has under way in this process.</summary>
internal sealed class KeyPlaces(GatewayOptions options)
{
    private readonly ConcurrentDictionary<Guid, Places> keys = new();

    /// <summary>Takes a place until it is disposed of.</summary>
    /// <exception cref="RequestRefused">All are taken.</exception>
    public IDisposable Enter(GatewayKey key)
    {
        var places = keys.GetOrAdd(key.Id, static _ => new Places());
        if (places.Enter() <= options.CallsAtOnce)
        {
            return places;
        }

        places.Dispose();
        throw new RequestRefused(StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", $"The key '{key.Name}' has {options.CallsAtOnce} calls under way, which is the most at once. Wait for one to end.");
    }

    private sealed class Places : IDisposable
    {
        private int taken;

        public int Enter() => Interlocked.Increment(ref taken);

        public void Dispose() => Interlocked.Decrement(ref taken);
    }
}
