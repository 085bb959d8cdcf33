using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Droids;
using Factory.Droids.Evidencing;
using Factory.Droids.Roles;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Tester.Evidencing;
using Factory.Tester.Reproducing;
using Npgsql;

namespace Factory.Tester;

/// <summary>Evidence from a clean checkout, and the droid that reproduces reports.</summary>
public static class TesterSetup
{
    private const int LooksAtOnce = 4;

    public static void AddTester(this IHostApplicationBuilder builder)
    {
        builder.AddDroidRole<TesterRole, ReproduceReport, TesterResult>("tester", Endpoints.Tester);
        var keys = Path.Combine(Path.GetFullPath(builder.Configuration["Factory:DataFolder"] ?? ".factory"), "keys");
        builder.Services.AddSingleton(services => new EvidenceSigner(services.GetRequiredService<NpgsqlDataSource>(), "tester", keys));
        builder.Services.AddHostedService(services => services.GetRequiredService<EvidenceSigner>());
        builder.Services.AddEndpoints(endpoints => endpoints.Work<TestCommit, TestCommitWork>(Endpoints.Tester, LooksAtOnce));
    }
}
