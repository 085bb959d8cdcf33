using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;

namespace Factory.ServiceDefaults.Lifetime;

/// <summary>
/// Stops the host when its standard input ends: whoever started it holds the other end, so that it never outlives that one, however that
/// one dies. Switched on by <c>Factory:StopWithInput</c>.
/// </summary>
internal sealed class StopWithInput(IHostApplicationLifetime lifetime, FactorySettings settings, TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: reading from a pipe blocks one.
        new Thread(Watch) { IsBackground = true, Name = "standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var handle = new SafeFileHandle(0, ownsHandle: false);
        using var input = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var buffer = new byte[256];
        try
        {
            while (input.Read(buffer) > 0)
            {
                // What is written there means nothing; only its end does.
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end, too.
        }

        lifetime.StopApplication();
        _ = time.CreateTimer(_ => Environment.Exit(1), null, settings.ShutdownTimeout + TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
    }
}
