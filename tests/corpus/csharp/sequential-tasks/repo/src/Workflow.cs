namespace Flow;

public sealed class Workflow
{
    private readonly List<(string Name, Func<Task> Run)> _steps = [];

    public List<string> Log { get; } = [];

    public Workflow Then(string name, Func<Task> run)
    {
        _steps.Add((name, run));
        return this;
    }

    public async Task<bool> Run()
    {
        foreach (var (name, run) in _steps)
        {
            try
            {
                _ = run();
                await Task.CompletedTask;
                Log.Add($"{name}: done");
            }
            catch (InvalidOperationException error)
            {
                Log.Add($"{name}: {error.Message}");
                return false;
            }
        }

        return true;
    }
}
