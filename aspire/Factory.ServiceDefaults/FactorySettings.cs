using Microsoft.Extensions.Configuration;

namespace Factory.ServiceDefaults;

/// <summary>What every host is told by configuration (environment, files, command line).</summary>
/// <param name="Service">Name of this host, <c>Factory:Service</c>; default is what the host calls itself.</param>
/// <param name="DataFolder">Absolute path of the folder for mirrors, workspaces, keys and logs, <c>Factory:DataFolder</c>; default <c>.factory</c> in the current folder.</param>
/// <param name="LogFile">Where log lines go instead of standard output, <c>Factory:LogFile</c>; default none.</param>
/// <param name="ShutdownTimeout">How long work under way may take to end, <c>Factory:ShutdownTimeout</c>; default 30 seconds, 1 second to 1 hour.</param>
/// <param name="StartTimeout">How long to wait for the database at start, <c>Factory:StartTimeout</c>; default 60 seconds, 1 second to 1 hour.</param>
public sealed record FactorySettings(string Service, string DataFolder, string? LogFile, TimeSpan ShutdownTimeout, TimeSpan StartTimeout)
{
    internal static FactorySettings From(IConfiguration configuration, string service)
    {
        var section = configuration.GetSection("Factory");
        return new FactorySettings(
            Name(section["Service"] ?? service),
            Path.GetFullPath(section["DataFolder"] ?? ".factory"),
            section["LogFile"],
            Duration(section, "ShutdownTimeout", TimeSpan.FromSeconds(30)),
            Duration(section, "StartTimeout", TimeSpan.FromSeconds(60)));
    }

    private static string Name(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw new InvalidOperationException($"Configuration key Factory:Service is '{name}': use 1 to 40 lower-case letters, digits and dashes.");

    private static TimeSpan Duration(IConfigurationSection section, string key, TimeSpan otherwise)
    {
        var text = section[key];
        if (text is null)
            return otherwise;
        return TimeSpan.TryParse(text, out var value) && value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new InvalidOperationException($"Configuration key {section.Path}:{key} is '{text}': write hours:minutes:seconds, from 00:00:01 to 01:00:00.");
    }
}
