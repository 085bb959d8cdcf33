using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Factory.Emulators;

/// <summary>A third party's stateful emulator of a service, as a process of its own that ends with this one.</summary>
public sealed class Emulator : IAsyncDisposable
{
    private const int Attempts = 3;

    private readonly Process _process;

    private Emulator(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>For example <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Address { get; }

    /// <param name="service"><c>github</c>, <c>slack</c> or <c>linear</c>.</param>
    /// <param name="seed">What it knows at the start, in the emulator's own form: <c>new { github = new { users = …, repos = … }, tokens = … }</c>.</param>
    /// <param name="shownAs">The address that its answers are to name; null for its own.</param>
    public static async Task<Emulator> Start(string service, object seed, Uri? shownAs = null)
    {
        var package = await NpmPackage.Emulate.Folder();
        var script = await Script();
        for (var attempt = 1; ; attempt++)
        {
            // Somebody may take the port before it does.
            var port = FreePort();
            var process = Run(script, package, service, port, shownAs ?? new Uri($"http://127.0.0.1:{port}"));
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(seed));
            await process.StandardInput.FlushAsync();
            if (await Ready(process))
                return new Emulator(process, new Uri($"http://127.0.0.1:{port}"));
            var said = await process.StandardError.ReadToEndAsync();
            process.Dispose();
            if (attempt == Attempts)
                throw new InvalidOperationException($"The emulator of {service} did not start: {said}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string script, string package, string service, int port, Uri shownAs)
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { script, package, service, port.ToString(CultureInfo.InvariantCulture), shownAs.ToString().TrimEnd('/') })
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
    }

    private static async Task<bool> Ready(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("ready ", StringComparison.Ordinal))
                continue;
            // What it prints later is nobody's, and would stop it once a pipe is full.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return true;
        }

        return false;
    }

    private static async Task<string> Script()
    {
        var path = Path.Combine(Path.GetTempPath(), "factory-test-packages", $"emulator-{Environment.ProcessId}.mjs");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var source = typeof(Emulator).Assembly.GetManifestResourceStream("Factory.Emulators.emulator.mjs")!;
        var half = $"{path}.{Guid.NewGuid():n}";
        await using (var target = File.Create(half))
            await source.CopyToAsync(target);
        File.Move(half, path, overwrite: true);
        return path;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
