using System.Diagnostics;
using System.Text;
using MassTransit;

namespace Factory.Messaging.Consuming;

/// <summary>Kills this process when a certain message comes: see <see cref="FaultInjection.CrashOn"/>.</summary>
internal sealed class CrashFilter(string text) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Not GetString: of a body that came over RabbitMQ it gives the name of the type.
        if (Encoding.UTF8.GetString(context.Body.GetBytes()).Contains(text, StringComparison.Ordinal))
            Process.GetCurrentProcess().Kill();
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash");
}
