using System.Diagnostics;

namespace Factory.Messaging.Tests.Leases;

/// <summary>This test program once more, as a node that a test may kill while its work is under way.</summary>
internal sealed class ChildNode : IDisposable
{
    public const string Variable = "FACTORY_TEST_LEASE_NODE";

    private readonly Process _process;

    private ChildNode(Process process, Job job) => (_process, Job) = (process, job);

    public Job Job { get; }

    public static async Task<ChildNode> WithJobUnderWay(LeaseDatabase database)
    {
        var job = Job.New();
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(ChildNode).Assembly.Location, "-explicit", "only", "-class", typeof(ChildNodeMain).FullName! })
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = $"{job.Id} {database.ConnectionString}";
        var child = new ChildNode(Process.Start(start)!, job);
        await LeaseDatabase.Until(async () => await database.Count("pg_tables WHERE tablename = 'begun'") == 1);
        return child;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}

/// <summary>What the child runs. Explicit, so that it is no test of a normal run.</summary>
public sealed class ChildNodeMain
{
    [Fact(Explicit = true)]
    public async Task A_node_with_a_job_that_never_ends()
    {
        var (id, connectionString) = Environment.GetEnvironmentVariable(ChildNode.Variable)!.Split(' ', 2) is [var first, var second] ? (Guid.Parse(first), second) : default;
        await using var database = LeaseDatabase.At(connectionString);
        var work = new ScriptedWork(async (_, _, ct) =>
        {
            await database.Execute("CREATE TABLE public.begun ()");
            await Task.Delay(Timeout.Infinite, ct);
        });
        await using var host = await LeaseHost.Start(connectionString, work);
        await host.Send(new Job(id, Guid.NewGuid(), "in a process that is killed"));
        // Until it is killed, or whoever started it is gone.
        await using var input = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(0, ownsHandle: false), FileAccess.Read);
        await input.CopyToAsync(Stream.Null);
        Environment.Exit(1);
    }
}
