using System.Diagnostics;
using Factory.Cli.Services;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.Benchmarks.Intake;

/// <summary>A SignalIntake as <c>up --services</c> starts it.</summary>
internal sealed class IntakeProcess : IAsyncDisposable
{
    private readonly ServiceProcess _process;

    private IntakeProcess(ServiceProcess process, string database) => (_process, Database) = (process, database);

    public string Database { get; }

    public Uri Address => new(_process.Address, "hooks/github");

    public static async Task<IntakeProcess> Start(CancellationToken ct)
    {
        var (database, broker, folder) = (await TestServers.Database(), await TestServers.RabbitMqVirtualHost(), TestServers.NewFolder());
        Directory.CreateDirectory(folder);
        await Schema.Migrate(database, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), SignedDelivery.Secret, ct);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "factory.signals.yaml"),
            $"sources:\n  github:\n    kind: github\n    secretFile: {Path.Combine(folder, "secret")}\n    repositories:\n      acme/shop: {folder}\n",
            ct);
        var process = new ServiceProcess(
            new ServiceStart(
                ServiceNames.All.Single(service => service.Name == ServiceNames.SignalIntake), "signal-intake-1", LoopbackPorts.Free(), Path.Combine(folder, "intake.log"),
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings__factory"] = database,
                    ["ConnectionStrings__rabbitmq"] = broker.AbsoluteUri,
                    ["Factory__DataFolder"] = folder,
                }),
            _ => { });
        await HealthOf.Answers(process, ct);
        return new IntakeProcess(process, database);
    }

    /// <summary>As a machine that fails does: at once, without a last word.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(_process.ProcessId!.Value);
        process.Kill();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
