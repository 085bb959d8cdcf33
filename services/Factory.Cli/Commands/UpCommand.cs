using System.CommandLine;
using Factory.Cli.Output;
using Factory.Cli.Services;
using Factory.Local.Hosting;

namespace Factory.Cli.Commands;

/// <summary><c>factory up</c>: a factory that stays up, in one process or with a process a service.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 7070;

    public static Command Create()
    {
        var services = new Option<bool>("--services") { Description = "One process a service, over RabbitMQ." };
        var replicas = new Option<string[]>("--replicas") { Description = "More processes of a service, for example coder=3; may be given several times. Needs --services.", HelpName = "SERVICE=N", AllowMultipleArgumentsPerToken = true };
        var rabbitMq = new Option<string?>("--rabbitmq") { Description = "A RabbitMQ to use instead of a private one. Needs --services.", HelpName = "URL" };
        var postgres = new Option<string?>("--postgres") { Description = "A PostgreSQL database to use instead of a private cluster.", HelpName = "CONNECTION" };
        var port = new Option<int>("--port", "-p") { Description = "Where it answers on 127.0.0.1; with --services the next is MissionControl's, and the one after it the gateway's.", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("up", "Starts the factory and keeps it up until Ctrl-C; the next start goes on where it was.") { services, replicas, rabbitMq, postgres, port };
        command.Runs(async (parsed, screen, ct) =>
        {
            var options = new UpOptions(
                CommonOptions.DataFolderOf(parsed), CheckPort(parsed.GetValue(port)), Address(parsed.GetValue(rabbitMq)), parsed.GetValue(postgres), Replicas.Parse(parsed.GetValue(replicas) ?? []));
            if (parsed.GetValue(services))
                return await Services(options, screen, ct);
            if (options.RabbitMq is not null || options.Replicas.Count > 0)
                throw new UsageException("--rabbitmq and --replicas are for --services: in one process messages stay in memory.");
            return await OneProcess(options, screen, ct);
        });
        return command;
    }

    private static async Task<int> OneProcess(UpOptions options, Screen screen, CancellationToken ct)
    {
        screen.Line($"starting on {Screen.Escape(options.DataFolder)} …");
        await using var factory = await LocalFactory.Start(new LocalOptions { DataFolder = options.DataFolder, Port = options.Port, Postgres = options.Postgres }, ct);
        screen.Line($"[green]up[/] at {factory.Address} (one process, {Environment.ProcessId}), models for your own tools at {factory.Address}v1; Ctrl-C stops it");
        await Wait(ct);
        screen.Line("stopping …");
        return 0;
    }

    private static async Task<int> Services(UpOptions options, Screen screen, CancellationToken ct)
    {
        screen.Line($"starting services on {Screen.Escape(options.DataFolder)} …");
        await using var factory = await ServicesFactory.Start(options, screen, ct);
        screen.Line($"[green]up[/]: signals at {factory.SignalIntake}, missions at {factory.MissionControl}, models for your own tools at {factory.Router}v1, logs in {Screen.Escape(Path.Combine(options.DataFolder, "logs"))}; Ctrl-C stops all");
        await Wait(ct);
        screen.Line("stopping …");
        return 0;
    }

    private static async Task Wait(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = ct.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static int CheckPort(int port) =>
        port is > 0 and < 65_534 ? port : throw new UsageException($"--port {port} is no port: give 1 to 65533.");

    private static Uri? Address(string? text) => text switch
    {
        null => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "amqp" or "amqps") => address,
        _ => throw new UsageException("--rabbitmq is no address: give amqp://USER:PASSWORD@HOST:5672/VIRTUAL-HOST."),
    };
}
