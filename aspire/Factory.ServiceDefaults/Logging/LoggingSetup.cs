using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Factory.ServiceDefaults.Logging;

internal static class LoggingSetup
{
    public static void AddLineLogging(this IHostApplicationBuilder builder, FactorySettings settings)
    {
        builder.Logging.ClearProviders();
        // A request or a message is a step of a mission, and history has those; logs are for what is unusual.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Whoever asks for health is told; while a host starts it is no news.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        if (settings.LogFile is { } file)
        {
            builder.Services.AddSingleton<ILoggerProvider>(provider => new FileLoggerProvider(file, new LogLine(settings.Service, provider.GetRequiredService<TimeProvider>())));
            return;
        }

        builder.Services.AddSingleton(provider => new LogLine(settings.Service, provider.GetRequiredService<TimeProvider>()));
        builder.Logging.AddConsole(options => options.FormatterName = LineFormatter.Key);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
    }
}
