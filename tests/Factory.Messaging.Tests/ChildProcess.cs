using System.Diagnostics;
using System.Globalization;
using Factory.Servers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging.Tests;

/// <summary>A host with the counting saga in a process of its own, to be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string Argument = "--counters";
    public const string Bombs = "bombs";

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static async Task<ChildProcess> Start(Surroundings surroundings, int crashLimit = 3)
    {
        var ready = Path.Combine(TestServers.NewFolder(), "ready");
        var start = new ProcessStartInfo("dotnet");
        foreach (var argument in new[] { typeof(ChildProcess).Assembly.Location, Argument, surroundings.Postgres, surroundings.RabbitMq?.ToString() ?? "", ready, $"{crashLimit}" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        await Eventually.Equal(true, () => Task.FromResult(File.Exists(ready) || process.HasExited));
        return new ChildProcess(process);
    }

    public bool HasExited => _process.HasExited;

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public Task Exited(CancellationToken ct) => _process.WaitForExitAsync(ct);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    public static async Task<int> Run(string[] args)
    {
        var surroundings = new Surroundings(args[1], args[2].Length == 0 ? null : new Uri(args[2]));
        await using var host = await TestHost.Start(
            surroundings,
            endpoints => endpoints
                .Saga<CounterMachine, CounterState>(CounterMachine.Endpoint)
                .Consumer<TotalsConsumer>(CounterMachine.Totals)
                .Consumer<BombConsumer>(Bombs),
            services => services.Configure<HeartOptions>(options => options.CrashLimit = int.Parse(args[4], CultureInfo.InvariantCulture)));
        await File.WriteAllTextAsync(args[3], "");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}

public sealed record Bomb(Guid Id, bool Explodes);

/// <summary>Takes its process along, every time.</summary>
public sealed class BombConsumer : IConsumer<Bomb>
{
    public Task Consume(ConsumeContext<Bomb> context)
    {
        if (context.Message.Explodes)
            Process.GetCurrentProcess().Kill();
        return Task.CompletedTask;
    }
}
