using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Factory.ServiceDefaults.Telemetry;

internal static class TelemetrySetup
{
    /// <summary>Sources and meters of the parts, by name: the instrumentation packages are not needed for what is built in.</summary>
    public static readonly string[] Names = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Factory"];

    /// <summary>Nothing is set up, and nothing costs, unless the standard variable OTEL_EXPORTER_OTLP_ENDPOINT says where to send to.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, FactorySettings settings)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = TelemetryExport.Describe(settings.Service);
        builder.Services.AddHostedService(_ => new TelemetryExport(resource));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(resource).AddOtlpExporter();
        });
    }
}
