using Factory.Mechanic.CSharp;
using Factory.Mechanic.Java;
using Factory.Mechanic.JavaScript;
using Factory.Mechanic.Python;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic;

/// <summary>Finds small repairs without any model: localises by coverage and traces, then searches edits in order of likelihood.</summary>
public static class Repair
{
    /// <summary>
    /// Searches until a repair is confirmed and its neighbours were tried, nothing is left, or the time is over. What it cannot repair it says, with the places
    /// where the fault may be.
    /// </summary>
    /// <exception cref="Factory.Workspaces.Sandboxing.SandboxUnavailable">Tests cannot be run here.</exception>
    public static Task<RepairResult> Search(RepairRequest request, IProgress<RepairProgress>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var sources = new ProductFiles(request.Workspace);
        return new RepairSearch(request, Language(request, sources), sources, progress, time).Run(cancellationToken);
    }

    private static ILanguage Language(RepairRequest request, ProductFiles sources) => request.Plan switch
    {
        { IsPython: true } => new PythonLanguage(request, sources),
        { Runner: TestRunnerKind.NodeTest } => new JavaScriptLanguage(request, sources),
        { Runner: TestRunnerKind.DotnetTest } => new CSharpLanguage(request, sources),
        { Runner: TestRunnerKind.Java or TestRunnerKind.Maven } => new JavaLanguage(request, sources),
        { Runner: TestRunnerKind.Command } when IsMostlyJava(sources) => new JavaLanguage(request, sources),
        _ => new OnDiskLanguage(request, sources),
    };

    private static bool IsMostlyJava(ProductFiles sources) => sources.WithEnding(".java").Count > sources.WithEnding(".py", ".js", ".mjs", ".cjs", ".cs").Count;
}
