using System.Text;
using Factory.Workspaces.Sandboxing;
using Factory.Workspaces.Testing;
using Factory.Workspaces.Testing.Runners;

namespace Factory.Mechanic.Java;

/// <summary>
/// What a command of which only the exit code is known does in Java: run once more with a javac and a java in front of the real ones that write down how they were
/// called and how that ended. A call of java never fails there, so that those behind it are seen as well.
/// </summary>
internal sealed record CommandRecording(IReadOnlyList<string[]> Compiled, IReadOnlyList<string[]> Ran)
{
    private const string Script = """
        mkdir -p /tmp/factory/shims
        for tool in javac java; do
          cat >/tmp/factory/shims/$tool <<END
        #!/bin/sh
        $(command -v $tool) "\$@"
        code=\$?
        line="$tool	\$(printf %s "\$PWD" | base64 -w0)	\$(printf %s \$code | base64 -w0)"
        for word in "\$@"; do
          case \$word in
            @*) for inner in \$(cat "\${word#@}"); do line="\$line	\$(printf %s "\$inner" | base64 -w0)"; done ;;
            *) line="\$line	\$(printf %s "\$word" | base64 -w0)" ;;
          esac
        done
        printf '%s\n' "\$line" >>/tmp/factory/calls
        [ $tool = java ] && exit 0
        exit \$code
        END
          chmod +x /tmp/factory/shims/$tool
        done
        (PATH="/tmp/factory/shims:$PATH"; export PATH; exec /bin/sh -c "$1") </dev/null >/dev/null 2>&1
        printf '\nfactory-calls:\n'
        cat /tmp/factory/calls 2>/dev/null
        """;

    /// <summary>Whether what it ran explains that it fails.</summary>
    public bool Explains => Ran.Count > 0 && Ran.Any(r => r[1] != "0") && Compiled.All(c => c[1] == "0");

    /// <summary>Null where no call was seen.</summary>
    public static async Task<CommandRecording?> Of(RepairRequest request, TimeSpan time, CancellationToken cancellationToken)
    {
        var command = new CommandRequest(["/bin/sh", "-c", Script, "record", request.Plan.Executable])
        {
            WorkingFolder = request.Plan.Folder.Length == 0 ? "." : request.Plan.Folder,
            Environment = request.Plan.Environment,
            TimeLimit = time,
        };
        var result = await request.Workspace.Run(command, cancellationToken);
        var text = Encoding.UTF8.GetString(result.WholeOutput.Span);
        var at = text.LastIndexOf("factory-calls:\n", StringComparison.Ordinal);
        if (at < 0) return null;
        var calls = text[at..].Split('\n').Skip(1).Select(l => l.Split('\t')).Where(l => l.Length >= 3 && l[0] is "javac" or "java").ToList();
        var found = new CommandRecording(Calls(calls, "javac"), Calls(calls, "java"));
        return found.Ran.Count > 0 ? found : null;
    }

    /// <summary>The lines by which our program learns of it.</summary>
    public OrderLines AddTo(OrderLines order)
    {
        foreach (var call in Compiled) order.Add("javac", call.Prepend("javac"));
        foreach (var call in Ran) order.Add("java", call.Prepend("java"));
        return order;
    }

    private static List<string[]> Calls(IEnumerable<string[]> calls, string tool) => [.. calls.Where(c => c[0] == tool).Select(c => c[1..].Select(Decode).ToArray())];

    private static string Decode(string word)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(word));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
