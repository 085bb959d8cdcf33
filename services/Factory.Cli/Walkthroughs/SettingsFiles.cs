using Factory.Cli.Output;
using Factory.Publisher.Settings;
using Factory.SignalIntake.Sources;

namespace Factory.Cli.Walkthroughs;

/// <summary>The settings files that a connection is written into: those that the factory would use, else new ones in the data folder.</summary>
internal static class SettingsFiles
{
    public static string? FindPublisher(string dataFolder) => PublisherFilePath.Find(Environment.GetEnvironmentVariable("Factory__PublisherFile"), dataFolder);

    public static string? FindSignals(string dataFolder) => SignalsFilePath.Find(Environment.GetEnvironmentVariable("Factory__SignalsFile"), dataFolder);

    /// <param name="list">The list that gets an entry, for example <c>forges</c>.</param>
    public static SettingsText Publisher(string dataFolder, string list) =>
        new(FindPublisher(dataFolder) ?? Path.Combine(dataFolder, PublisherFilePath.DefaultName), list, path => PublisherFilePath.SecretVariables(path));

    public static SettingsText Signals(string dataFolder) =>
        new(FindSignals(dataFolder) ?? Path.Combine(dataFolder, SignalsFilePath.DefaultName), "sources", path => SignalsFilePath.SecretVariables(path));

    /// <summary>Adds an entry, or shows it to be added.</summary>
    public static void Add(Screen screen, SettingsText file, string entry)
    {
        if (file.TryAdd(entry))
        {
            screen.Line($"[green]✓[/] {Screen.Escape(file.File)} names it.");
            return;
        }

        screen.Line($"[yellow]![/] {Screen.Escape(file.File)} is yours, and is not changed. Add to its list:");
        screen.Text(SettingsText.Indented(entry));
    }
}
