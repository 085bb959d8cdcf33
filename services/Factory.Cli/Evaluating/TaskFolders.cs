namespace Factory.Cli.Evaluating;

/// <summary>Finds the tasks in a folder: each folder with a task.yaml, or with a repo/ and none, which is then said to be broken. Folders of folders are looked through.</summary>
internal static class TaskFolders
{
    private const int Deepest = 4;
    private const int MostTasks = 10_000;

    /// <returns>By name.</returns>
    /// <exception cref="UsageException">The folder is not there, cannot be read, or holds none.</exception>
    public static IReadOnlyList<EvalTask> In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UsageException(File.Exists(folder) ? $"{folder} is a file. Give the folder with the tasks." : $"There is no folder {folder}. Give the folder with the tasks.");
        try
        {
            var tasks = Below(folder, folder, 0).Take(MostTasks + 1).OrderBy(task => task.Name, StringComparer.Ordinal).ToList();
            return tasks.Count switch
            {
                0 => throw new UsageException($"There is no task in {folder}: no folder below it has a {TaskFile.Name}. See './factory eval --help'."),
                > MostTasks => throw new UsageException($"There are more than {MostTasks:n0} tasks in {folder}. Give a folder with fewer."),
                _ => tasks,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The tasks in {folder} cannot be listed: {error.Message}");
        }
    }

    private static IEnumerable<EvalTask> Below(string root, string folder, int depth)
    {
        var task = new EvalTask(depth == 0 ? Path.GetFileName(root) : Path.GetRelativePath(root, folder).Replace('\\', '/'), folder);
        if (File.Exists(task.File) || Directory.Exists(task.Repository))
            return [task];
        return depth == Deepest ? [] : Directory.EnumerateDirectories(folder)
            .Where(inside => Path.GetFileName(inside)[0] != '.' && new DirectoryInfo(inside).LinkTarget is null)
            .SelectMany(inside => Below(root, inside, depth + 1));
    }
}
