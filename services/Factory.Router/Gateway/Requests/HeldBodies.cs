namespace Factory.Router.Gateway.Requests;

/// <summary>Counts what is kept of all requests together, so that many large ones cannot take all memory.</summary>
internal sealed class HeldBodies(GatewayOptions options)
{
    private long held;

    public long Held => Volatile.Read(ref held);

    /// <exception cref="RequestRefused">There is no room.</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref held, bytes) > options.HeldBodies)
        {
            Interlocked.Add(ref held, -bytes);
            throw new RequestRefused(StatusCodes.Status503ServiceUnavailable, "overloaded", "Too many large requests at once. Try again in a while.");
        }
    }

    public void Return(int bytes) => Interlocked.Add(ref held, -bytes);
}
