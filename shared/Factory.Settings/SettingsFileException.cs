namespace Factory.Settings;

/// <summary>The settings file cannot be used: says which file, where in it, which key, and what to do. At the start it stops the start.</summary>
public sealed class SettingsFileException : Exception
{
    /// <param name="file">Absolute path.</param>
    /// <param name="line">From 1; 0 for the file as a whole.</param>
    /// <param name="key">For example <c>models.large.timeout</c>; empty for the file as a whole.</param>
    /// <param name="problem">What is wrong, and what to do.</param>
    public SettingsFileException(string file, int line, string key, string problem, Exception? innerException = null)
        : base($"{file}{(line > 0 ? $", line {line}" : "")}{(key.Length > 0 ? $", key {key}" : "")}: {problem}", innerException) =>
        (File, Line, Key, Problem) = (file, line, key, problem);

    public SettingsFileException(string message)
        : this("", 0, "", message)
    {
    }

    public SettingsFileException(string message, Exception innerException)
        : this("", 0, "", message, innerException)
    {
    }

    public SettingsFileException()
        : this("")
    {
    }

    public string File { get; }

    public int Line { get; }

    public string Key { get; }

    public string Problem { get; }
}
