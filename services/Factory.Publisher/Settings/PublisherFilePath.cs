using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>Where the publisher's file is.</summary>
public static class PublisherFilePath
{
    /// <summary>The setting that names it.</summary>
    public const string Key = "Factory:PublisherFile";

    /// <summary>Its name in the data folder, where no setting names another.</summary>
    public const string DefaultName = "factory.publisher.yaml";

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

    /// <summary>The environment variables that the file names secrets by.</summary>
    /// <exception cref="SettingsFileException">The file cannot be read, or something in it is wrong.</exception>
    public static IReadOnlySet<string> SecretVariables(string path) => PublisherFile.Read(path).SecretVariables;

    /// <summary>Whether a forge of the file is reached by ssh.</summary>
    /// <exception cref="SettingsFileException">The file cannot be read, or something in it is wrong.</exception>
    public static bool UsesSsh(string path) => PublisherFile.Read(path).Forges.Any(forge => forge.Ssh is not null);

    internal static string? Find(IConfiguration configuration) => Find(configuration[Key], configuration["Factory:DataFolder"] ?? ".factory");
}
