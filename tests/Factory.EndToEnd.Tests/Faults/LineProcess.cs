using System.Diagnostics;
using Factory.Cli.Services;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>One replica of one service as a process that a test kills and starts.</summary>
internal sealed class LineProcess(ServiceStart start) : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);

    private IReadOnlyDictionary<string, string> _settings = new Dictionary<string, string>(StringComparer.Ordinal);
    private Process? _process;
    private Task _output = Task.CompletedTask;

    public string Service => start.Service.Name;

    public string Name => start.Name;

    public Uri Address => start.Address;

    public int? Id => _process is { HasExited: false } process ? process.Id : null;

    public Victim Victim => new(Name, Kill, () =>
    {
        Start();
        return Task.CompletedTask;
    });

    public void Start()
    {
        var description = start.Describe();
        foreach (var (name, value) in _settings)
            description.Environment[name] = value;
        _process = Process.Start(description)!;
        _output = Task.WhenAll(Copy(_process.StandardOutput), Copy(_process.StandardError));
    }

    /// <summary>A clean stop, and a start with this further configuration.</summary>
    public async Task StartAnew(IReadOnlyDictionary<string, string> settings)
    {
        await DisposeAsync();
        _settings = settings;
        Start();
    }

    /// <summary>SIGKILL, of this process alone: what it started has to notice by itself.</summary>
    public async Task Kill()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again each time it ends, until cancelled.</summary>
    public async Task KeepRunning(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _process!.WaitForExitAsync(ct).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!ct.IsCancellationRequested)
                Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process)
            return;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await Kill();
        await _output;
    }

    private async Task Copy(StreamReader from)
    {
        await using var log = new StreamWriter(new FileStream(start.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
            await log.WriteLineAsync(line);
    }
}
