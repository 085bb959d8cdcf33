using System.Net;
using System.Net.Sockets;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_data_folder_cannot_be_used
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");

    [Fact]
    public async Task One_from_a_newer_version_is_left_alone()
    {
        Directory.CreateDirectory(_dataFolder);
        await File.WriteAllTextAsync(Path.Combine(_dataFolder, "version"), "99\n");

        var result = await CommandLine.Run(_dataFolder, "up", "--port", $"{FreePort()}");

        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains("newer version of the factory", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_dataFolder, "postgres")));
    }

    [Fact]
    public async Task One_that_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(_dataFolder, "not a folder");

        var result = await CommandLine.Run(_dataFolder, "up", "--port", $"{FreePort()}");

        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains("is a file", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_before_anything_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await CommandLine.Run(_dataFolder, "up", "--port", $"{port}");

        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains($"Port {port} on 127.0.0.1 is taken", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_dataFolder));
    }

    [Fact]
    public async Task Nobody_is_up_and_the_command_says_how_to_start()
    {
        var result = await CommandLine.Run(_dataFolder, "missions");

        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains("./factory up", result.Error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
