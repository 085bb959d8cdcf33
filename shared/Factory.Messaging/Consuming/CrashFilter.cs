using System.Diagnostics;
using MassTransit;

namespace Factory.Messaging.Consuming;

/// <summary>Kills this process when a certain message comes: see <see cref="FaultInjection.CrashOn"/>.</summary>
internal sealed class CrashFilter(string text) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.Body.GetString().Contains(text, StringComparison.Ordinal))
            Process.GetCurrentProcess().Kill();
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash");
}
