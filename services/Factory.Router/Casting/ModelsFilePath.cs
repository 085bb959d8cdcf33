using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>Where the models file is.</summary>
public static class ModelsFilePath
{
    /// <summary>The setting that names it.</summary>
    public const string Key = "Factory:ModelsFile";

    /// <summary>Its name in the data folder, where no setting names another.</summary>
    public const string DefaultName = "factory.models.yaml";

    /// <summary>What the setting names, whether it is there or not; else the file of the default name in the data folder; null for none.</summary>
    /// <remarks>Not from the current folder: that is somebody's repository as likely as not, and who writes this file decides where keys and code are sent.</remarks>
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

    /// <summary>The environment variables that the file's models name their keys by.</summary>
    /// <exception cref="SettingsFileException">The file cannot be read, or something in it is wrong.</exception>
    public static IReadOnlySet<string> KeyVariables(string path) =>
        ModelsFile.Parse(path, ModelsFile.Content(path)).Cast.Models.Values.Select(model => model.KeySource.Environment).OfType<string>().ToHashSet(StringComparer.Ordinal);

    internal static string? Find(IConfiguration configuration) => Find(configuration[Key], configuration["Factory:DataFolder"] ?? ".factory");
}
