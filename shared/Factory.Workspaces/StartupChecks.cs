using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces;

/// <summary>What workspaces need of this machine.</summary>
public static class StartupChecks
{
    /// <summary>Problems, one sentence each with what to do; empty when git and the sandbox work.</summary>
    /// <param name="supportFolder">A folder of ours in which the sandbox's few files are written.</param>
    public static async Task<IReadOnlyList<string>> Run(SandboxOptions sandbox, string supportFolder, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (Programs.Git is null)
            problems.Add("git was not found in /usr/bin. Install it: apt-get install git");
        try
        {
            await new Sandbox(sandbox, Path.GetFullPath(supportFolder)).Check(cancellationToken);
        }
        catch (SandboxUnavailable unavailable)
        {
            problems.Add(unavailable.Message);
        }

        return problems;
    }
}
