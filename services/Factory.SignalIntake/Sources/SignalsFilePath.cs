using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>Where the signals file is.</summary>
public static class SignalsFilePath
{
    /// <summary>The setting that names it.</summary>
    public const string Key = "Factory:SignalsFile";

    /// <summary>Its name in the data folder, where no setting names another.</summary>
    public const string DefaultName = "factory.signals.yaml";

    /// <summary>What the setting names, whether it is there or not; else the file of the default name in the data folder; null for none.</summary>
    /// <param name="named">The setting; null or empty for none.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <returns>An absolute path.</returns>
    public static string? Find(string? named, string dataFolder)
    {
        if (!string.IsNullOrWhiteSpace(named))
            return Path.GetFullPath(named);
        var usual = Path.GetFullPath(Path.Combine(dataFolder, DefaultName));
        return File.Exists(usual) ? usual : null;
    }

    /// <summary>The environment variables that the file's sources name their secrets by.</summary>
    /// <exception cref="SettingsFileException">The file cannot be read, something in it is wrong, or a secret is not there.</exception>
    public static IReadOnlySet<string> SecretVariables(string path) =>
        SignalSources.Read(path).All.Select(source => source.Secret.Environment).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of the file's sources of the kind github.</summary>
    /// <exception cref="SettingsFileException">The file cannot be read, something in it is wrong, or a secret is not there.</exception>
    public static IReadOnlySet<string> GitHubSources(string path) =>
        SignalSources.Read(path).All.Where(source => source.GitHub is not null).Select(source => source.Name).ToHashSet(StringComparer.Ordinal);
}
