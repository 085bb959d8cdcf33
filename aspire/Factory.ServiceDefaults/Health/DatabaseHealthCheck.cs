using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Factory.ServiceDefaults.Health;

internal sealed class DatabaseHealthCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException error)
        {
            // The message names the server, never the password.
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }
}
