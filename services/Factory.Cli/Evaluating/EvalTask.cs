namespace Factory.Cli.Evaluating;

/// <summary>A folder that is a task, or that should be one.</summary>
/// <param name="Name">Its path below the folder that was given, with forward slashes.</param>
/// <param name="Folder">Absolute path.</param>
internal sealed record EvalTask(string Name, string Folder)
{
    public string File => Path.Combine(Folder, TaskFile.Name);

    public string Repository => Path.Combine(Folder, "repo");

    public string Hidden => Path.Combine(Folder, "hidden");
}
