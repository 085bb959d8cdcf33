using System.Diagnostics;
using System.Text.Json;

namespace Factory.Local.DataFolders;

/// <summary>Says, while a factory is up, where it is: <c>run.json</c> in the data folder.</summary>
public sealed class RunFile(string dataFolder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _file = Path.Combine(dataFolder, "run.json");

    /// <summary>The factory that is up; null when none is, or when the one that was is gone.</summary>
    public RunningFactory? Read()
    {
        try
        {
            var running = JsonSerializer.Deserialize<RunningFactory>(File.ReadAllBytes(_file), Json);
            return running is not null && IsAlive(running.Pid) ? running : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Written aside and renamed: a reader never sees half of it.</summary>
    public void Write(RunningFactory running)
    {
        var aside = _file + ".new";
        File.WriteAllBytes(aside, JsonSerializer.SerializeToUtf8Bytes(running, Json));
        File.Move(aside, _file, overwrite: true);
    }

    internal void Delete() => File.Delete(_file);

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <param name="Pid">The process that runs it, or that started its services.</param>
/// <param name="Kind">The command that started it: up, fix or demo.</param>
/// <param name="SignalIntake">Where signals are sent to.</param>
/// <param name="MissionControl">Where missions are read.</param>
public sealed record RunningFactory(int Pid, string Kind, DateTimeOffset StartedAt, Uri SignalIntake, Uri MissionControl)
{
    /// <summary>Where one process of the router answers; null where it is as MissionControl.</summary>
    public Uri? Router { get; init; }
}
