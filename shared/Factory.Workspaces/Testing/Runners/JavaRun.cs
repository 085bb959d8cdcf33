using System.Globalization;
using System.Text;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>
/// Java: our own program compiles sources and tests in memory by the JDK's compiler and runs them by the repository's or the machine's JUnit. Maven builds run
/// Maven itself, offline, where its plugins are on this computer; where they are not, and nobody asked for Maven by name, they run in the same way as the others.
/// </summary>
internal static class JavaRun
{
    /// <summary>Flags for a short life: a small heap, and no time spent on code that runs a few times.</summary>
    public const string Flags = "-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Dfile.encoding=UTF-8 -Duser.language=en -Duser.country=US";

    private const string NoJdk = "command -v javac >/dev/null || { echo 'error: javac was not found: install a JDK, for example with: apt-get install default-jdk-headless'; exit 127; }";

    private const string Own = NoJdk + """

        mkdir -p /tmp/factory && head -c "$1" >/tmp/factory/JavaTests.java && shift
        exec java
        """ + " " + Flags + " /tmp/factory/JavaTests.java";

    // Reports go where Maven puts them; those that are older than the run say nothing about it.
    private const string Maven = NoJdk + """

        mkdir -p /tmp/factory && head -c "$1" >/tmp/factory/JavaTests.java && shift
        read -r token
        order=$(cat)
        given=$1; shift
        for m2 in /caches/maven /usr/share/maven-repo ''; do [ -d "$m2/org/apache/maven/plugins/maven-surefire-plugin" ] && break; done
        code=127
        if [ -n "$m2" ] || [ "$given" = given ]; then
          touch /tmp/factory/begun
          "$@" -o -B ${m2:+-Dmaven.repo.local="$m2"} </dev/null
          code=$?
          find . -path '*/target/surefire-reports/TEST-*.xml' -newer /tmp/factory/begun >/tmp/factory/reports
          while read -r report; do printf '\036%s' "$token"; base64 -w0 <"$report"; echo; done </tmp/factory/reports
          printf '\036%s.%s\n' "$token" "$code"
        fi
        if [ "$given" != given ] && ! [ -s /tmp/factory/reports ]; then
          printf '%s\n' "$order" | java
        """ + " " + Flags + """
         /tmp/factory/JavaTests.java
          code=$?
        fi
        exit $code
        """;

    private static readonly byte[] Program = Encoding.UTF8.GetBytes(RunnerScript.JavaTests);

    public static RunnerCommand Prepare(TestPlan plan, TestSelection? selection, string token, TimeSpan timeout)
    {
        var order = Order(plan, token).Add("deadline", Math.Max(0.5, timeout.TotalSeconds - Math.Min(3, timeout.TotalSeconds / 4)));
        if (selection is not null) order.Add("only", selection.Names);
        var length = Program.Length.ToString(CultureInfo.InvariantCulture);
        if (plan.Runner == TestRunnerKind.Java)
        {
            var own = new CommandRequest(["/bin/sh", "-c", Own, "run", length]) { Input = (byte[])[.. Program, .. order.ToBytes()] };
            return new RunnerCommand(own, (result, _) => RunnerOutput.Of(TestRecords.Read(result.WholeOutput.Span, token)));
        }

        var request = new CommandRequest(["/bin/sh", "-c", Maven, "run", length, plan.Given ? "given" : "found", plan.Executable, .. plan.Arguments])
        {
            Input = (byte[])[.. Program, .. Encoding.ASCII.GetBytes(token + "\n"), .. order.ToBytes()],
        };
        return new RunnerCommand(request, (result, _) => Read(result, token));
    }

    /// <summary>What the program reads, without its limits.</summary>
    public static OrderLines Order(TestPlan plan, string token) => new OrderLines().Add("token", token).Add("files", plan.Files);

    private static RunnerOutput Read(CommandResult result, string token)
    {
        var (reports, ended, rest) = (new List<TestResult>(), false, result.WholeOutput.ToArray());
        var own = new MemoryStream();
        while (MarkedText.Split(rest, token) is { Marked: { } marked } split)
        {
            rest = split.Remaining;
            if (marked.StartsWith('.')) ended = reports.Count > 0;
            else if (marked.StartsWith('{') || marked.StartsWith('+')) own.Write(Encoding.UTF8.GetBytes($"\u001e{token}{marked}\n"));
            else reports.AddRange(SurefireReport.Read(marked));
        }

        if (own.Length == 0) return new RunnerOutput(SurefireReport.Worst(reports), ended, rest);
        var records = TestRecords.Read(own.ToArray(), token);
        return new RunnerOutput(records.Results(), records.Ended, rest);
    }
}
