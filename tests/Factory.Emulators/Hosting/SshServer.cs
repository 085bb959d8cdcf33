using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Factory.Emulators.Hosting;

/// <summary>
/// OpenSSH's own server on a loopback port, for git alone: a user <c>git</c> that exists only for it (bubblewrap shows it accounts of its own), a key that may write and one that may read.
/// </summary>
public sealed class SshServer : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly Process _server;

    private SshServer(Process server, string folder, int port) => (_server, Folder, Port) = (server, folder, port);

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    public int Port { get; }

    public string WriterKey => File.ReadAllText(Path.Combine(Folder, "writer"));

    public string ReaderKey => File.ReadAllText(Path.Combine(Folder, "reader"));

    /// <summary>A key that it does not know.</summary>
    public string StrangerKey => File.ReadAllText(Path.Combine(Folder, "stranger"));

    /// <summary>Its own key, as <c>ssh-keyscan</c> prints it.</summary>
    public string KnownHosts => Known(File.ReadAllText(Path.Combine(Folder, "host.pub")));

    /// <summary>A key of another, under its name.</summary>
    public string WrongKnownHosts => Known(File.ReadAllText(Path.Combine(Folder, "stranger.pub")));

    /// <summary>Null where Debian's openssh-server is installed.</summary>
    public static string? Missing => File.Exists(Program) ? null : "sshd is not installed: apt-get install openssh-server";

    /// <param name="folder">For its keys and settings.</param>
    /// <param name="root">The folder that holds OWNER/NAME.git.</param>
    public static async Task<SshServer> Start(string folder, string root)
    {
        Directory.CreateDirectory(folder);
        foreach (var key in new[] { "host", "writer", "reader", "stranger" })
            await Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", Path.Combine(folder, key));
        var port = FreePort();
        await Write(folder, root, port);
        var start = new ProcessStartInfo("bwrap") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardInput = true };
        string[] arguments =
        [
            "--dev-bind", "/", "/", "--tmpfs", "/run", "--dir", "/run/sshd", "--ro-bind", Path.Combine(folder, "passwd"), "/etc/passwd", "--die-with-parent", "--",
            Program, "-D", "-e", "-f", Path.Combine(folder, "sshd_config"),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("Server listening", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return new SshServer(process, folder, port);
            }
        }

        throw new InvalidOperationException("sshd did not start.");
    }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
    }

    private static async Task Write(string folder, string root, int port)
    {
        var id = await Run("id", "-u");
        var group = await Run("id", "-g");
        await File.WriteAllTextAsync(Path.Combine(folder, "passwd"), $"git:x:{id}:{group}:git:{folder}:/bin/sh\nsshd:x:65534:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/:/usr/sbin/nologin\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "serve"),
            $$"""
            #!/bin/sh
            # $1: what the key may do. What was asked for: git-upload-pack '/OWNER/NAME'.
            asked=$SSH_ORIGINAL_COMMAND
            case "$asked" in
              "git-upload-pack '/"*) verb=upload-pack ;;
              "git-receive-pack '/"*)
                [ "$1" = write ] || { echo 'ERROR: The key you are authenticating with has been marked as read only.' >&2; exit 1; }
                verb=receive-pack ;;
              *) echo 'only git is served' >&2; exit 1 ;;
            esac
            path=${asked#*\'/}
            exec git -c safe.directory='*' "$verb" '{{root}}'"/${path%\'}"
            """.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(Path.Combine(folder, "serve"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        string Allowed(string key, string rights) => $"restrict,command=\"{folder}/serve {rights}\" {File.ReadAllText(Path.Combine(folder, key + ".pub")).Trim()}\n";
        await File.WriteAllTextAsync(Path.Combine(folder, "authorized_keys"), Allowed("writer", "write") + Allowed("reader", "read"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "sshd_config"),
            $"""
            ListenAddress 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/authorized_keys
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            LogLevel INFO
            """.ReplaceLineEndings("\n") + "\n");
    }

    private string Known(string publicKey) => string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {string.Join(' ', publicKey.Split(' ')[..2])}\n");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} failed");
    }
}
