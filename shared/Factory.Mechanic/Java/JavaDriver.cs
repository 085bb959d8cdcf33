using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Factory.Mechanic.Searching;
using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Mechanic.Java;

/// <summary>
/// Our own program that works on Java in Java: compiled once by the JDK of this machine, in the sandbox and before anything of a repository runs there, and handed to each run as bytes.
/// </summary>
internal sealed class JavaDriver(Workspace workspace, TestPlan plan)
{
    private const string Mark = "factory-classes:";

    private const string Build = """
        mkdir -p /tmp/factory/source /tmp/factory/classes && cd /tmp/factory/source && tar -xf - || exit
        javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none -nowarn --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED -d ../classes *.java && printf '\nfactory-classes:' && tar -cf - -C ../classes . | base64 -w0
        """;

    private const string Start = """
        mkdir -p /tmp/factory/classes && head -c "$1" | tar -xf - -C /tmp/factory/classes && shift || exit
        exec java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp /tmp/factory/classes factory.Mechanic "$@"
        """;

    private static readonly string[] WorkerFlags =
        ["--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED", "-Xmx256m", "-XX:MaxMetaspaceSize=192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US"];

    private static readonly string[] Sources =
    [
        "EditCollector.java", "Edits.java", "EditTables.java", "FastCompiler.java", "FlowEdits.java", "Inputs.java", "Instrumentation.java", "Mechanic.java", "Parent.java", "Probe.java", "Project.java", "Snapshot.java", "SourceUnit.java", "StatementEdits.java", "Told.java", "UnusedEdits.java", "ValueEdits.java", "Variation.java", "WatchedMethod.java", "Worker.java",
    ];

    // The same for every repository: it holds nothing of any.
    private static byte[]? _classes;

    /// <summary>Null where there is no JDK, or one that is too old.</summary>
    /// <param name="what">observe, try or compare.</param>
    public async Task<(TestRecords Records, double Seconds)?> Run(string what, OrderLines order, string token, TimeSpan time, CancellationToken cancellationToken)
    {
        if ((_classes ??= await Compile(cancellationToken)) is not { } classes) return null;
        var command = new CommandRequest(["/bin/sh", "-c", Start, "run", classes.Length.ToString(CultureInfo.InvariantCulture), what, .. WorkerFlags])
        {
            Input = (byte[])[.. classes, .. order.Add("token", token).Add("seconds", Math.Max(1, time.TotalSeconds - 1)).ToBytes()],
            WorkingFolder = plan.Folder.Length == 0 ? "." : plan.Folder,
            Environment = plan.Environment,
            TimeLimit = time + TimeSpan.FromSeconds(10),
        };
        var result = await workspace.Run(command, cancellationToken);
        return (TestRecords.Read(result.WholeOutput.Span, token), result.Seconds);
    }

    private async Task<byte[]?> Compile(CancellationToken cancellationToken)
    {
        var result = await workspace.Run(new CommandRequest(["/bin/sh", "-c", Build]) { Input = Archive() }, cancellationToken);
        var output = Encoding.UTF8.GetString(result.WholeOutput.Span);
        var at = output.IndexOf(Mark, StringComparison.Ordinal);
        return result.Succeeded && at >= 0 ? Convert.FromBase64String(output[(at + Mark.Length)..].Trim()) : null;
    }

    private static byte[] Archive()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in Sources.Select(s => (s, EmbeddedScript.Read(s))).Append(("JavaTests.java", RunnerScript.JavaTests)))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }
}
