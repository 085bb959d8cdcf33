using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Factory.ServiceDefaults.Telemetry;

/// <summary>Sends traces and metrics to the collector while the host is up; what is not sent yet goes out when it stops.</summary>
internal sealed class TelemetryExport(ResourceBuilder resource) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static ResourceBuilder Describe(string service) =>
        ResourceBuilder.CreateDefault().AddService(service, serviceNamespace: "factory").AddEnvironmentVariableDetector();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(TelemetrySetup.Names).AddOtlpExporter().Build();
        var meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(TelemetrySetup.Names);
        _metrics = meters.AddMeter("Microsoft.AspNetCore.*", "System.Runtime").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }
}
