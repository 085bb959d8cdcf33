using System.Diagnostics;
using Factory.Local;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_services_stop
{
    [Fact]
    public async Task They_leave_no_queue_of_a_single_computer_on_the_broker()
    {
        var (broker, database) = (await TestServers.RabbitMqVirtualHost(), await TestServers.Database());
        var dataFolder = Path.Combine(TestServers.NewFolder(), "data");
        using var up = CommandLine.Start(dataFolder, "up", "--services", "--rabbitmq", broker.AbsoluteUri, "--postgres", database, "--port", $"{FreePorts()}");
        await UntilUp(up);
        Assert.Contains("computer-", await Queues(broker), StringComparison.Ordinal);

        await CommandLine.Interrupt(up);
        var stopped = await CommandLine.End(up);

        Assert.True(stopped.ExitCode == 0, stopped.All);
        var left = await Queues(broker);
        Assert.DoesNotContain("computer-", left, StringComparison.Ordinal);
        Assert.Contains("missions", left, StringComparison.Ordinal);
    }

    private static async Task<string> Queues(Uri broker) => await (await TestServers.RabbitMqServer()).Control("list_queues", "-p", broker.AbsolutePath[1..], "name");

    /// <summary>Three in a row, for signals, for missions and for the gateway.</summary>
    private static int FreePorts()
    {
        while (true)
        {
            var port = LoopbackPorts.Free();
            try
            {
                LoopbackPorts.CheckFree(port + 1);
                LoopbackPorts.CheckFree(port + 2);
                return port;
            }
            catch (FactoryException)
            {
                // Taken: others.
            }
        }
    }

    private static async Task UntilUp(Process up)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        string? line;
        do
            line = await up.StandardOutput.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith("up:", StringComparison.Ordinal));
        Assert.NotNull(line);
    }
}
