using System.Diagnostics;
using System.Text;

namespace Factory.Cli.Services;

/// <summary>One replica of one service: started again with growing pauses when it dies, until it is told to stop.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);
    private const long LargestLog = 16 * 1024 * 1024;

    private readonly ServiceStart _start;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile Process? _process;

    public ServiceProcess(ServiceStart start, Action<string> tell)
    {
        (_start, _tell) = (start, tell);
        _running = Task.Run(KeepRunning);
    }

    public string Name => _start.Name;

    public string Log => _start.Log;

    /// <summary>Where it tells its health.</summary>
    public Uri Address => _start.Address;

    /// <summary>The id of the process that runs now; null between two.</summary>
    public int? ProcessId => _process is { HasExited: false } process ? process.Id : null;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task KeepRunning()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            var code = await RunOnce();
            if (_stopping.IsCancellationRequested)
                return;
            pause = clock.Elapsed > Healthy ? FirstPause : pause;
            _tell($"{_start.Name} ended (exit code {code}) and starts again in {pause.TotalSeconds:0} s; see {_start.Log}");
            try
            {
                await Task.Delay(pause, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<int> RunOnce()
    {
        await using var log = OpenLog();
        using var process = Process.Start(_start.Describe())!;
        _process = process;
        var output = Task.WhenAll(Copy(process.StandardOutput, log), Copy(process.StandardError, log));
        try
        {
            await process.WaitForExitAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await Stop(process);
        }

        await output;
        _process = null;
        return process.ExitCode;
    }

    /// <summary>It stops when its standard input ends; one that does not is killed.</summary>
    private async Task Stop(Process process)
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _tell($"{_start.Name} did not stop within {StopPatience.TotalSeconds:0} s and is killed; its work goes on at the next start");
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private StreamWriter OpenLog()
    {
        if (new FileInfo(_start.Log) is { Exists: true, Length: > LargestLog })
            File.Move(_start.Log, _start.Log + ".1", overwrite: true);
        return new StreamWriter(new FileStream(_start.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    private static async Task Copy(StreamReader from, StreamWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to)
                to.WriteLine(line);
        }
    }
}
