using System.Diagnostics;
using System.Globalization;

namespace Factory.Cli.Services;

/// <summary>How one replica is started.</summary>
/// <param name="Name">Service and number, for example <c>coder-2</c>.</param>
internal sealed record ServiceStart(ServiceName Service, string Name, int Port, string Log, IReadOnlyDictionary<string, string> Configuration)
{
    /// <summary>Environment variables with keys or secrets that the service's own settings file names.</summary>
    public IReadOnlySet<string> Keys { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    // Everything else of this process's environment stays here: keys are for the one service that needs them.
    private static readonly string[] Inherited =
        ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "DOTNET_ROOT", "SSL_CERT_FILE", "SSL_CERT_DIR", "Factory__ShutdownTimeout", "Factory__StartTimeout"];

    /// <summary>Settings of every service, without keys.</summary>
    private static readonly string[] Sections = ["Factory__Repositories__", "Factory__Computer__", "Factory__Heart__", "Factory__Gateway__", "Factory__Mcp__", "Factory__Web__"];

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{Service.Program}.dll"));
        start.Environment.Clear();
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(entry => ((string)entry.Key, (string?)entry.Value)))
        {
            if (IsFor(name))
                start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");
        start.Environment["Factory__StopWithInput"] = "true";
        foreach (var (name, value) in Configuration)
            start.Environment[name] = value;
        return start;
    }

    private bool IsFor(string name) =>
        Inherited.Contains(name, StringComparer.Ordinal)
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || Array.Exists(Sections, section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase))
        || name.StartsWith($"Factory__{Service.Program["Factory.".Length..]}__", StringComparison.OrdinalIgnoreCase)
        || (Service.Name == ServiceNames.Router && name.EndsWith("_API_KEY", StringComparison.Ordinal))
        || Keys.Contains(name);
}
