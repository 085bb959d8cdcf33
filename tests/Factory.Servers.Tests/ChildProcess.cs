using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Factory.Servers.Tests;

/// <summary>This test program once more, as a process that a test may kill.</summary>
internal static class ChildProcess
{
    private const string Role = "FACTORY_TEST_CHILD";

    /// <summary>Starts a child that starts the shared servers, and gives it with the folder they work in.</summary>
    public static async Task<(Process Child, string Folder)> WithServers()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, ArgumentList = { typeof(ChildProcess).Assembly.Location } };
        start.Environment[Role] = "servers";
        var child = Process.Start(start)!;
        return (child, await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The child ended before its servers were up."));
    }

    [ModuleInitializer]
    internal static void BeTheChild()
    {
        if (Environment.GetEnvironmentVariable(Role) is not "servers")
            return;
        var folder = TestServers.NewFolder();
        using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write));
        Task.WaitAll(TestServers.Postgres(), TestServers.RabbitMqServer());
        output.WriteLine(Path.GetDirectoryName(folder));
        output.Flush();
        new ManualResetEventSlim().Wait();
    }
}
