using Factory.History.Missions;
using Factory.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.History.Tests;

public sealed class A_host_with_history
{
    [Fact]
    public async Task Migrates_an_empty_database_and_shows_what_happens()
    {
        var connectionString = await TestServers.Database();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        builder.Services.AddHistory().AddProjections().AddHistory();
        builder.Services.AddSingleton(new Migration(300, "shelf", "CREATE TABLE factory.shelf (id int)"));
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        await using var database = HistoryDatabase.On(connectionString);

        await new SampleMission(database, "red").Write();

        var missions = app.Services.GetRequiredService<MissionQueries>();
        await Runners.Until(() => missions.List("red"), rows => rows is [{ Outcome: "published" }]);
        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.StartsWith("Running at event ", (string)health.Entries["projections"].Data["MissionList"], StringComparison.Ordinal);
        Assert.NotNull(app.Services.GetRequiredService<Transfer.MissionImport>());
        await app.StopAsync();
    }
}
