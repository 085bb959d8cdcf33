namespace Factory.Workspaces.Sandboxing;

/// <summary>The variables of a command: a few that keep tools quiet and offline, and those asked for, except the ones by which programs are exchanged or code is loaded.</summary>
internal static class CommandEnvironment
{
    private static readonly string[] Refused = ["PATH", "HOME", "USER", "SHELL", "IFS", "ENV", "BASH_ENV", "TMPDIR"];
    private static readonly string[] RefusedStarts = ["LD_", "GIT_", "DOTNET_STARTUP_HOOKS", "FACTORY_"];

    public static Dictionary<string, string> For(CommandRequest request, bool offline = true)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["TERM"] = "dumb",
            ["NO_COLOR"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["NPM_CONFIG_UPDATE_NOTIFIER"] = "false",
            ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1",
        };
        if (offline)
        {
            variables["NPM_CONFIG_OFFLINE"] = "true";
            variables["CARGO_NET_OFFLINE"] = "true";
            variables["GOPROXY"] = "off";
        }

        foreach (var (name, value) in request.Environment)
        {
            if (IsTaken(name) && !value.Contains('\0', StringComparison.Ordinal))
                variables[name] = value;
        }

        return variables;
    }

    private static bool IsTaken(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !Refused.Contains(name, StringComparer.Ordinal) && !RefusedStarts.Any(start => name.StartsWith(start, StringComparison.Ordinal));
}
