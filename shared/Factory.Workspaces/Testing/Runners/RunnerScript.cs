using System.Text;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>The scripts that run inside the sandbox, as they are embedded in this assembly.</summary>
public static class RunnerScript
{
    /// <summary>Functions that collect, run and report Python tests; <c>main()</c> runs them.</summary>
    public static string PythonTests { get; } = Read("python_tests.py");

    /// <summary>A program that compiles and runs Java tests; its classes are used by those who extend it.</summary>
    public static string JavaTests { get; } = Read("JavaTests.java");

    /// <summary>A reporter for node:test.</summary>
    public static string NodeReporter { get; } = Read("node_reporter.mjs");

    /// <summary>Loaded before each test file of node:test: a process that ends early fails.</summary>
    public static string NodeGuard { get; } = Read("node_guard.mjs");

    /// <summary>A module as an import specifier that needs no file.</summary>
    public static string ModuleUrl(string source) => "data:text/javascript;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(source));

    private static string Read(string name)
    {
        using var stream = typeof(RunnerScript).Assembly.GetManifestResourceStream($"Factory.Workspaces.Testing.Runners.{name}")
            ?? throw new InvalidOperationException($"the runner script {name} is not embedded in {typeof(RunnerScript).Assembly.GetName().Name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
