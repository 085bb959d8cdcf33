using System.Text.Json;
using Factory.Cli.Output;

namespace Factory.Cli.Evaluating;

/// <summary>What is kept of one task between runs of eval: how it went, the mission that is under way, its repository and the log of its hidden tests.</summary>
internal sealed class TaskResults
{
    private readonly string _folder;

    /// <param name="folder">Absolute; made where it is missing.</param>
    public TaskResults(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        Repository = new TaskRepository(Path.Combine(folder, "repository.git"));
    }

    public TaskRepository Repository { get; }

    public string HiddenLog => Path.Combine(_folder, "hidden.log");

    private string Result => Path.Combine(_folder, "result.json");

    private string Begun => Path.Combine(_folder, "begun.json");

    /// <summary>How the same task went before; null where it did not, or is another now.</summary>
    public EvalResult? Kept(string fingerprint) => Read<KeptResult>(Result) is { } kept && kept.Fingerprint == fingerprint ? kept.Result : null;

    /// <summary>The key of the mission that an earlier run began and did not see the end of; null where there is none for this task as it is.</summary>
    public string? UnderWay(string fingerprint) => Read<BegunMission>(Begun) is { } begun && begun.Fingerprint == fingerprint ? begun.Key : null;

    /// <summary>Before its mission is asked for: a process that dies finds it again.</summary>
    public string Begin(string fingerprint)
    {
        File.Delete(Result);
        var key = $"eval-{Guid.NewGuid():n}";
        Write(Begun, new BegunMission(fingerprint, key));
        return key;
    }

    /// <summary>The mission has ended; only what another run would come to, too, is kept.</summary>
    public void End(string fingerprint, EvalResult? result)
    {
        if (result is { Settled: true })
            Write(Result, new KeptResult(fingerprint, result));
        File.Delete(Begun);
    }

    private static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), OutputJson.Options);
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written aside and renamed: what is there is whole.</summary>
    private static void Write<T>(string file, T value)
    {
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(value, OutputJson.Options));
        File.Move(file + ".new", file, overwrite: true);
    }

    private sealed record KeptResult(string Fingerprint, EvalResult Result);

    private sealed record BegunMission(string Fingerprint, string Key);
}
