using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_command_attacks
{
    private static readonly string[] CapabilitySets = ["CapEff", "CapBnd", "CapPrm"];
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task It_has_no_network_but_its_own_loopback()
    {
        await using var opened = await Open();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var result = await opened.Shell($"python3 -c \"import socket; socket.create_connection(('127.0.0.1', {port}), 2)\"; echo tcp=$?; python3 -c \"import socket; socket.getaddrinfo('example.com', 80)\"; echo dns=$?; " +
            "python3 -c \"import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('1.1.1.1', 53))\"; echo udp=$?; python3 -c \"import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\"; echo raw=$?; " +
            "python3 -c \"import socket; socket.socket(40, socket.SOCK_STREAM)\"; echo vsock=$?; python3 -c \"import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)\"; echo packet=$?");

        foreach (var way in new[] { "tcp", "dns", "udp", "raw", "vsock", "packet" })
            Assert.Contains($"{way}=1", result.Output, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Unix_and_abstract_sockets_of_the_machine_cannot_be_reached()
    {
        await using var opened = await Open();
        var path = opened.Folder.In("broker.sock");
        using var inFiles = Listen(new UnixDomainSocketEndPoint(path));
        var name = "factory-test-" + Guid.NewGuid().ToString("n");
        using var withoutFile = Listen(new UnixDomainSocketEndPoint("\0" + name));

        var result = await opened.Shell($"python3 -c \"import socket; socket.socket(socket.AF_UNIX).connect('{path}')\"; echo file=$?; python3 -c \"import socket; socket.socket(socket.AF_UNIX).connect('\\0{name}')\"; echo abstract=$?");

        Assert.Contains("file=1", result.Output, StringComparison.Ordinal);
        Assert.Contains("abstract=1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_machine_that_is_secret_is_there()
    {
        await using var opened = await Open();
        Environment.SetEnvironmentVariable("FACTORY_TEST_SECRET", "planted-secret");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        var result = await opened.Shell($"cat /etc/shadow; ls -A {home}/.ssh {home}/.config {home}/.npmrc; ls -A /run /var /home /mnt /srv /sys; ls {opened.Folder.Path}; env; cat /proc/*/environ; ls /proc/1/root; ls -l /proc/self/fd");

        Assert.DoesNotContain("planted-secret", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("root:$", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("authorized_keys", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("workspaces", result.Output, StringComparison.Ordinal);
        Assert.Contains("/etc/shadow: No such file", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_rights_and_cannot_get_any()
    {
        await using var opened = await Open();

        var result = await opened.Shell("grep -E 'CapEff|CapBnd|CapPrm|NoNewPrivs|Seccomp:' /proc/self/status; unshare -U true; echo userns=$?; mount -t tmpfs tmpfs /tmp; echo mount=$?; echo x > /proc/sys/kernel/core_pattern; echo sysctl=$?; " +
            "python3 -c \"import ctypes; l=ctypes.CDLL(None, use_errno=True); print('ptrace', l.ptrace(16, 1, 0, 0), 'keyctl', l.syscall(250, 0, -3, 0, 0))\"; ps ax | wc -l; touch /usr/x /etc/x /x /dev/x; ls /usr/x /etc/x /x /dev/x");

        foreach (var set in CapabilitySets.Take(LinuxIsRoot ? 3 : 1))
            Assert.Contains($"{set}:\t0000000000000000", result.Output, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", result.Output, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("userns=0", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mount=0", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sysctl=0", result.Output, StringComparison.Ordinal);
        Assert.Contains("ptrace -1 keyctl -1", result.Output, StringComparison.Ordinal);
        Assert.Contains("cannot access '/dev/x'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_git_directory_cannot_be_written_or_exchanged()
    {
        await using var opened = await Open();

        var result = await opened.Shell("echo evil > .git/config; echo hook > .git/hooks; rm -rf .git; mv .git moved; ln -s /tmp .git; git -c core.hooksPath=/dev/null status --short; git config core.fsmonitor /bin/evil; ls .git/HEAD");

        Assert.EndsWith(".git/HEAD\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await File.ReadAllTextAsync(Path.Combine(opened.Workspace.Folder, "../git/config"), Cancel), StringComparison.Ordinal);
        Assert.Null(await opened.Workspace.Checkpoint(Cancel));
    }

    [Fact]
    public async Task A_workspace_does_not_see_another_or_change_its_mirror()
    {
        await using var opened = await Open();
        var other = await opened.Host.Open(Guid.NewGuid(), opened.Fetched.MirrorName, opened.Fetched.BaseCommit, [], opened.Fetched.BaseCommit, Cancel);

        var result = await opened.Shell($"ls {other.Folder}; echo x > {other.Folder}/x; touch {opened.Folder.In("mirrors")}/{opened.Fetched.MirrorName}/refs/x; echo mirror=$?; git update-ref refs/heads/evil HEAD; echo ref=$?");

        Assert.Contains("mirror=1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ref=0", result.Output, StringComparison.Ordinal);
        Assert.False(other.Files.Exists("x"));
    }

    [Fact]
    public async Task An_endless_sleep_ends_with_its_time()
    {
        await using var opened = await Open();

        var result = await opened.Shell("sleep 98765 & sleep 98765", Short);

        Assert.Equal(KillReason.Time, result.Killed);
        Assert.InRange(result.Seconds, 2.5, 15);
        Assert.Empty(ProcessesWith("98765"));
    }

    [Fact]
    public async Task A_daemon_does_not_outlive_its_command()
    {
        await using var opened = await Open();

        var result = await opened.Shell("setsid sh -c 'setsid sleep 87654 > /dev/null 2>&1 < /dev/null &' ; echo started");

        Assert.Equal("started\n", result.Output);
        Assert.Empty(ProcessesWith("87654"));
    }

    [Fact]
    public async Task A_fork_bomb_ends()
    {
        await using var opened = await Open(sandbox: Limited(new SandboxLimits { Processes = 100 }));

        var result = await opened.Shell("bomb() { bomb | bomb & }; bomb; sleep 76543", TimeSpan.FromSeconds(20));

        Assert.True(result.Killed is KillReason.Processes or KillReason.Time, result.Killed.ToString());
        Assert.Empty(ProcessesWith("76543"));
        Assert.Equal(0, (await opened.Shell("true")).ExitCode);
    }

    [Fact]
    public async Task A_memory_bomb_ends()
    {
        await using var opened = await Open(sandbox: Limited(new SandboxLimits { Memory = 256 << 20 }));

        var result = await opened.Shell("python3 -c \"import time; x = [bytes([i]) * (1 << 20) for i in range(250)] * 1; y = [bytearray(b'x' * (1 << 20)) for i in range(2000)]; time.sleep(60)\"; sleep 60", TimeSpan.FromSeconds(50));

        Assert.Equal(KillReason.Memory, result.Killed);
    }

    [Fact]
    public async Task Much_output_is_cut_and_endless_output_ends_the_command()
    {
        await using var opened = await Open(sandbox: Limited(new SandboxLimits { OutputKept = 1 << 20, Output = 64 << 20 }));

        var much = await opened.Shell("echo first; head -c 5000000 /dev/zero | tr '\\0' x; echo; echo last");
        var endless = await opened.Shell("yes", TimeSpan.FromSeconds(50));

        Assert.Equal(0, much.ExitCode);
        Assert.StartsWith("first\n", much.Output, StringComparison.Ordinal);
        Assert.EndsWith("last\n", much.Output, StringComparison.Ordinal);
        Assert.InRange(much.Output.Length, 15_000, 17_000);
        Assert.InRange(much.WholeOutput.Length, 1 << 20, (1 << 20) + 100);
        Assert.Equal(KillReason.Output, endless.Killed);
    }

    [Fact]
    public async Task A_full_disk_and_a_huge_file_end_the_command()
    {
        await using var opened = await Open(sandbox: Limited(new SandboxLimits { Disk = 64 << 20, FileSize = 32 << 20, Temporary = 8 << 20 }));

        var many = await opened.Shell("i=0; while true; do head -c 20000000 /dev/zero > file$i || exit; i=$((i+1)); done", TimeSpan.FromSeconds(50));
        var huge = await opened.Shell("truncate -s 10G sparse; echo sparse=$?; head -c 40000000 /dev/zero > big; echo big=$?; head -c 9000000 /dev/zero > /tmp/big; echo tmp=$?");

        Assert.Equal(KillReason.Disk, many.Killed);
        Assert.DoesNotContain("sparse=0", huge.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("big=0", huge.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tmp=0", huge.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_that_load_code_are_not_taken()
    {
        await using var opened = await Open();
        var request = CommandRequest.Shell("env") with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_PRELOAD"] = "/workspace/evil.so", ["GIT_SSH_COMMAND"] = "evil", ["GIT_EXTERNAL_DIFF"] = "evil", ["PATH"] = "/workspace", ["MY_FLAG"] = "on" },
        };

        var result = await opened.Workspace.Run(request, Cancel);

        Assert.DoesNotContain("evil", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PATH=/workspace", result.Output, StringComparison.Ordinal);
        Assert.Contains("MY_FLAG=on", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_leaves_nothing()
    {
        await using var opened = await Open();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        cancel.CancelAfter(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Workspace.Run(CommandRequest.Shell("sleep 65432"), cancel.Token));

        Assert.Empty(ProcessesWith("65432"));
    }

    [Fact]
    public async Task A_command_that_cannot_start_says_so()
    {
        await using var opened = await Open();

        var result = await opened.Workspace.Run(new CommandRequest(["no-such-program", "--flag"]), Cancel);

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("no-such-program", result.Output, StringComparison.Ordinal);
    }

    private static bool LinuxIsRoot => Linux.LinuxCalls.IsRoot;

    private static SandboxOptions Limited(SandboxLimits limits) => new() { Limits = limits };

    private static Socket Listen(EndPoint where)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(where);
        socket.Listen();
        return socket;
    }

    private static List<int> ProcessesWith(string argument) =>
        [.. Process.GetProcesses().Where(process => CommandLine(process.Id).Contains(argument, StringComparison.Ordinal)).Select(process => process.Id)];

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
