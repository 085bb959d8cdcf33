using Factory.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Factory.ServiceDefaults.Health;

internal static class HealthSetup
{
    // The broker's check comes with MassTransit.
    public static void AddHealth(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck>("database", timeout: TimeSpan.FromSeconds(5));

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = Write });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false });
    }

    /// <summary>What is wrong names servers and files: for callers with a token. Others, such as a load balancer, learn whether work may be sent here.</summary>
    private static async Task Write(HttpContext context, HealthReport report)
    {
        var status = report.Status.ToString();
        if (await IsKnown(context))
            await context.Response.WriteAsJsonAsync(new { status, checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }, StringComparer.Ordinal) });
        else
            await context.Response.WriteAsJsonAsync(new { status });
    }

    private static async Task<bool> IsKnown(HttpContext context)
    {
        try
        {
            return await context.FindCaller() is not null;
        }
        catch (NpgsqlException)
        {
            // Without the database nobody is known; the log has the details.
            return false;
        }
    }
}
