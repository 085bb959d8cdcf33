using System.Diagnostics;
using System.Globalization;
using Factory.Cli.Services;
using Factory.History.Teams;
using Factory.Local.Hosting;
using Factory.Servers;
using Npgsql;

namespace Factory.Benchmarks.Gateway;

/// <summary>A router as <c>up --services</c> starts it, and a plain upstream, each a process.</summary>
internal sealed class GatewayProcesses : IAsyncDisposable
{
    private readonly Process _upstream;
    private readonly ServiceProcess _router;

    private GatewayProcesses(Process upstream, ServiceProcess router, Uri upstreamAddress, string key) => (_upstream, _router, Upstream, Key) = (upstream, router, upstreamAddress, key);

    public Uri Upstream { get; }

    public Uri Gateway => _router.Address;

    public string Key { get; }

    /// <summary>Of the router, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_router.ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public static async Task<GatewayProcesses> Start(CancellationToken ct)
    {
        var (database, folder) = (await TestServers.Database(), TestServers.NewFolder());
        await Schema.Migrate(database, ct);
        var port = LoopbackPorts.Free();
        var upstream = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(GatewayProcesses).Assembly.Location, PlainUpstream.Argument, $"{port}"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await upstream.StandardOutput.ReadLineAsync(ct);
        var address = new Uri($"http://127.0.0.1:{port}/");
        var router = new ServiceProcess(Describe(database, folder, await Models(folder, address, ct)), _ => { });
        await HealthOf.Answers(router, ct);
        await using var source = NpgsqlDataSource.Create(database);
        var key = await new TeamTokens(source, TimeProvider.System).CreateGatewayKey("bench", "load", new KeyBudget(100_000, BudgetPeriod.Month), ct);
        return new GatewayProcesses(upstream, router, address, key);
    }

    public async ValueTask DisposeAsync()
    {
        await _router.DisposeAsync();
        _upstream.StandardInput.Close();
        await _upstream.WaitForExitAsync();
        _upstream.Dispose();
    }

    private static ServiceStart Describe(string database, string folder, string models) => new(
        ServiceNames.All.Single(service => service.Name == ServiceNames.Router), "router-1", LoopbackPorts.Free(), Path.Combine(folder, "router.log"),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__factory"] = database,
            ["Factory__DataFolder"] = folder,
            ["Factory__ModelsFile"] = models,
        });

    /// <summary>With a price, so that each call is reserved and settled.</summary>
    private static async Task<string> Models(string folder, Uri upstream, CancellationToken ct)
    {
        var path = Path.Combine(folder, "factory.models.yaml");
        await File.WriteAllTextAsync(path, $$"""
            models:
              bench: { provider: openai-compatible, baseUrl: "{{upstream}}v1", model: m, inputUsdPerMillion: 1, outputUsdPerMillion: 10 }
            roles:
              coder: bench
            """, ct);
        return path;
    }
}
