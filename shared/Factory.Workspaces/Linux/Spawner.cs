using System.Collections.Concurrent;
using System.Diagnostics;

namespace Factory.Workspaces.Linux;

/// <summary>Starts processes on one thread that lives as long as this process.</summary>
/// <remarks>
/// "Die with the parent" means, to the kernel, with the parent's thread that forked. Threads of the pool retire, and
/// would take a long test run with them.
/// </remarks>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = StartThread();

    public static Task<Process> Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start"));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
                action();
        })
        { IsBackground = true, Name = "process spawner" }.Start();
        return work;
    }
}
