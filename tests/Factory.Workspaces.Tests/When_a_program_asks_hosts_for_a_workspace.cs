using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Tests;

public sealed class When_a_program_asks_hosts_for_a_workspace
{
    private const string Looking = """
        import os, socket, sys
        port = int(sys.stdin.read())
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
            reached = "reached"
        except OSError:
            reached = "not reached"
        folder = os.path.dirname(sys.argv[0])
        print(reached, os.path.exists("/workspace"), os.path.exists("/git"), sorted(os.listdir(folder)), sorted(os.listdir("/home")), sorted(name for name in os.environ if not name.startswith("DOTNET_") and name != "LC_CTYPE"))
        try:
            open(sys.argv[0], "a")
            print("WRITTEN")
        except OSError:
            print("read-only")
        """;

    [Fact]
    public async Task It_has_a_network_and_nothing_of_the_workspace_or_of_this_process()
    {
        await using var opened = await OpenedWorkspace.Open(repository => repository.Commit("Prepared"));
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var script = opened.Folder.In("program/look.py");
        Directory.CreateDirectory(Path.GetDirectoryName(script)!);
        await File.WriteAllTextAsync(script, Looking, OpenedWorkspace.Cancel);
        await File.WriteAllTextAsync(opened.Folder.In("program/appsettings.json"), "Password=secret", OpenedWorkspace.Cancel);
        var program = new NetworkProgram("/usr/bin/python3", script, [new Mount(script, script, Writable: false)]);

        var seen = await opened.Workspace.Outside.Ask(program, "look", Port(server), TimeSpan.FromSeconds(30), OpenedWorkspace.Cancel);

        Assert.Equal("reached False False ['look.py'] ['factory'] ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'USER']\nread-only\n", seen.Output);
    }

    [Fact]
    public async Task Commands_beside_it_still_have_no_network()
    {
        await using var opened = await OpenedWorkspace.Open(repository => repository.Commit("Prepared"));
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();

        var tried = await opened.Shell($"python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {((IPEndPoint)server.LocalEndpoint).Port}), 5)'");

        Assert.NotEqual(0, tried.ExitCode);
    }

    [Fact]
    public void One_that_did_not_come_along_is_named() =>
        Assert.Contains("Factory.Unheard.dll is missing", Assert.Throws<FileNotFoundException>(() => NetworkProgram.In("/nowhere", "Factory.Unheard", [])).Message, StringComparison.Ordinal);

    private static byte[] Port(TcpListener server) => System.Text.Encoding.ASCII.GetBytes(((IPEndPoint)server.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
}
