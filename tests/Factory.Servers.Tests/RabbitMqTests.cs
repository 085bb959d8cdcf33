using System.Net.Sockets;

namespace Factory.Servers.Tests;

public sealed class RabbitMqTests
{
    [Fact]
    public async Task Virtual_hosts_are_made_on_the_shared_server()
    {
        var host = await TestServers.RabbitMqVirtualHost();

        var hosts = await (await TestServers.RabbitMqServer()).Evaluate("[binary_to_list(Name) || Name <- rabbit_vhost:list_names()]");

        Assert.Contains(host.AbsolutePath[1..], hosts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_server_starts_again_on_the_same_port_and_knows_what_it_knew()
    {
        await using var server = await PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = TestServers.NewFolder() });
        await server.AddVirtualHost("kept");

        await server.Kill();
        Assert.False(await Accepts(server.Port));
        await server.Restart();

        Assert.True(await Accepts(server.Port));
        Assert.Contains("kept", await server.Evaluate("[binary_to_list(Name) || Name <- rabbit_vhost:list_names()]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_leaves_no_process()
    {
        var folder = TestServers.NewFolder();
        var server = await PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = folder });
        Assert.NotEmpty(Processes.WithEnvironment(folder));

        await server.DisposeAsync();

        Assert.Empty(Processes.WithEnvironment(folder));
    }

    [Fact]
    public async Task Two_starts_on_one_folder_are_refused()
    {
        var options = new RabbitMqOptions { DataFolder = TestServers.NewFolder() };
        await using var server = await PrivateRabbitMq.Start(options);

        var refused = await Assert.ThrowsAsync<ServerException>(() => PrivateRabbitMq.Start(options));

        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> Accepts(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
