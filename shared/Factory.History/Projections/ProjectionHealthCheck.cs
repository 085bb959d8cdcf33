using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Factory.History.Projections;

/// <summary>Degraded while a projection that should run here does not: what people see is then behind; missions go on all the same.</summary>
internal sealed class ProjectionHealthCheck(ProjectionRunner runner) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var projections = runner.Health;
        var data = projections.ToDictionary(health => health.Name, health => (object)$"{health.State} at event {health.Position}");
        var wrong = projections.Where(health => health.Error is not null).ToList();
        return Task.FromResult(wrong.Count == 0
            ? HealthCheckResult.Healthy("All read models are live.", data)
            : HealthCheckResult.Degraded(string.Join(" ", wrong.Select(health => $"{health.Name}: {health.State}: {health.Error}")), data: data));
    }
}
