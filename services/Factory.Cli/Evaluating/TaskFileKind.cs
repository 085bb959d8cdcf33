using Factory.Settings;

namespace Factory.Cli.Evaluating;

/// <summary>The whole of a <c>task.yaml</c>.</summary>
internal sealed class TaskFileKind : SectionKind<TaskFile>
{
    private static readonly SettingsKey<string> Report = new("report", new ReportKind(), "What is wrong, in words.", needed: true);
    private static readonly SettingsKey<string> Test = new("test", Command(), "The repository's test command. Default: what is detected.");
    private static readonly SettingsKey<string> Hidden = new("hidden", Command(), "The command that runs the hidden tests. Default: the test command where there is a folder hidden/, else none.");
    private static readonly SettingsKey<TimeSpan> Timeout = new("timeout", new DurationKind(), "How long the mission may take, such as 90s or 10m. Default: what eval was given.");
    private static readonly SettingsKey<string> Kind = new("kind", new TextKind("[\\p{L}\\p{N}][\\p{L}\\p{N} _./,+-]*", "a word or two", 60), "What results are grouped by.");

    public static readonly TaskFileKind Instance = new();

    private TaskFileKind()
        : base(Report, Test, Hidden, Timeout, Kind)
    {
    }

    protected override TaskFile Read(SettingsMap map) => new(
        map.Need(Report), map.Get(Test, null), map.Get(Hidden, null), map.Has(Timeout) ? map.Need(Timeout) : null, map.Get(Kind, null));

    private static TextKind Command() => new(null, "a command on one line", 4_096);
}
