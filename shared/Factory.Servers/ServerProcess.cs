using System.Diagnostics;
using System.Globalization;

namespace Factory.Servers;

/// <summary>
/// A server that never outlives this process. A small shell holds a pipe from us: when the pipe closes, because we asked for it or because we were
/// killed, it stops the server. If the shell itself is killed, the kernel signals the server. (A parent-death signal alone would not do: it is
/// sent when the thread that started the server ends, and threads of a pool do.)
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Watch = """
        signal=$1 grace=$2 log=$3; shift 3
        exec 3<&0 4>&1 </dev/null >>"$log" 2>&1
        "$@" 3<&- 4>&- &
        server=$!
        echo "$server" >&4
        exec 4>&-
        (
          read -r _ <&3
          trap '' TERM
          kill -s "$signal" "$server"
          tenths=$((grace * 10))
          while [ "$tenths" -gt 0 ] && kill -0 "$server"; do sleep 0.1; tenths=$((tenths - 1)); done
          kill -s KILL "$server"
        ) 2>/dev/null &
        watch=$!
        exec 3<&-
        wait "$server"
        code=$?
        kill "$watch" 2>/dev/null
        wait "$watch" 2>/dev/null
        exit "$code"
        """;

    private readonly Process _watch;

    private ServerProcess(Process watch, int id) => (_watch, Id) = (watch, id);

    /// <summary>The process id of the server itself.</summary>
    public int Id { get; }

    public bool HasExited => _watch.HasExited;

    /// <summary>Whether it was ended by SIGKILL: by somebody else, not by a fault of its own.</summary>
    public bool WasKilled => HasExited && _watch.ExitCode == 128 + 9;

    public Task Exited(CancellationToken ct) => _watch.WaitForExitAsync(ct);

    public static async Task<ServerProcess> Start(ServerCommand command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        string[] head = ["/bin/sh", "-c", Watch, "watch", command.StopSignal, command.Grace.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), command.Log];
        string[] server = ["setpriv", "--pdeathsig", command.StopSignal, .. command.Account?.Options ?? [], "--", command.Program, .. command.Arguments];
        foreach (var argument in head.Concat(server))
            start.ArgumentList.Add(argument);
        ServerEnvironment.Apply(start, command.Environment);
        var watch = Process.Start(start) ?? throw new ServerException($"{command.Program} could not be started.");
        var id = await watch.StandardOutput.ReadLineAsync(cancellationToken);
        return new ServerProcess(watch, int.Parse(id ?? throw new ServerException($"{command.Program} could not be started; see {command.Log}."), CultureInfo.InvariantCulture));
    }

    /// <summary>SIGKILL, as a crash would: nothing is flushed.</summary>
    public async Task Kill()
    {
        LiveProcesses.Kill(Id);
        await _watch.WaitForExitAsync();
    }

    public async Task Stop()
    {
        if (!_watch.HasExited)
            _watch.StandardInput.Close();
        await _watch.WaitForExitAsync();
    }

    /// <summary>For the end of the process, where nothing can be awaited.</summary>
    public void KillNow() => LiveProcesses.Kill(Id);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _watch.Dispose();
    }
}
