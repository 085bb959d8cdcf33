using Factory.Settings;

namespace Factory.Cli.Evaluating;

/// <summary>What a <c>task.yaml</c> says.</summary>
/// <param name="Report">What is wrong, in words: all that the mission is told.</param>
/// <param name="Test">The repository's test command; null for what is detected.</param>
/// <param name="Hidden">The command that runs the hidden tests; null for none.</param>
/// <param name="Timeout">How long the mission may take; null for what was typed.</param>
/// <param name="Kind">What people group it by; null for nothing.</param>
internal sealed record TaskFile(string Report, string? Test, string? Hidden, TimeSpan? Timeout, string? Kind)
{
    public const string Name = "task.yaml";

    /// <exception cref="SettingsFileException">It cannot be read, or something in it is wrong.</exception>
    public static TaskFile Read(string path) => TaskFileKind.Instance.Read(YamlTree.Read(path, SettingsFile.Content(path, "the task's folder")));
}
