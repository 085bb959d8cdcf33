using System.Diagnostics;
using System.Globalization;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.Benchmarks.Intake;

/// <summary>npm @octokit/webhooks behind node's own server: checks the signature and answers, and stores nothing.</summary>
internal sealed class OctokitReceiver : IAsyncDisposable
{
    private const string Program = """
        import { createServer } from "node:http";
        import { Webhooks, createNodeMiddleware } from "@octokit/webhooks";
        const webhooks = new Webhooks({ secret: process.argv[2] });
        webhooks.onAny(() => {});
        const server = createServer(createNodeMiddleware(webhooks, { path: "/hooks/github" }));
        server.listen(Number(process.argv[3]), "127.0.0.1", () => console.log("up"));
        process.stdin.on("end", () => process.exit(0)).resume();
        """;

    private readonly Process _process;

    private OctokitReceiver(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<OctokitReceiver> Start(CancellationToken ct)
    {
        var folder = TestServers.NewFolder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "receive.mjs"), Program, ct);
        using (var install = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, "@octokit/webhooks@13.9.1"]) { UseShellExecute = false, RedirectStandardOutput = true })!)
        {
            await install.WaitForExitAsync(ct);
            if (install.ExitCode != 0)
                throw new InvalidOperationException("npm could not install @octokit/webhooks; this benchmark needs node and the package registry.");
        }

        var port = LoopbackPorts.Free();
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "receive.mjs"), SignedDelivery.Secret, port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder,
        })!;
        await process.StandardOutput.ReadLineAsync(ct);
        return new OctokitReceiver(process, new Uri($"http://127.0.0.1:{port}/hooks/github"));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
