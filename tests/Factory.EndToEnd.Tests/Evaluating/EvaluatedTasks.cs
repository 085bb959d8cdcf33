using System.Text.Json;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Evaluating;

/// <summary>Tasks of every outcome, evaluated once and then once more.</summary>
public sealed class EvaluatedTasks : IAsyncLifetime
{
    private static readonly TimeSpan SeveralMissions = TimeSpan.FromMinutes(15);

    private const string Passing = "import unittest\n\nfrom shipping import cost\n\n\nclass HiddenTest(unittest.TestCase):\n    def test_edges(self):\n        self.assertEqual([cost(n) for n in (0, 49, 50, 51)], [5, 5, 0, 0])\n";
    private const string Failing = "import unittest\n\nfrom shipping import cost\n\n\nclass HiddenTest(unittest.TestCase):\n    def test_abroad(self):\n        self.assertEqual(cost(50, 'abroad'), 12)\n";

    internal string DataFolder { get; } = Path.Combine(TestServers.NewFolder(), "data");

    internal CommandResult First { get; private set; } = null!;

    internal CommandResult Second { get; private set; } = null!;

    internal IReadOnlyDictionary<string, string> Before { get; private set; } = null!;

    internal IReadOnlyDictionary<string, string> After { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var tasks = new TaskFolder()
            .AddBug("shop/fixed", Passing)
            .AddBug("shop/false", Failing)
            .Add("weather/hopeless", "report: There is no forecast for tomorrow.\ntest: python3 -m unittest\ntimeout: 2m\n",
                ("repo/weather.py", "def today():\n    return 'rain'\n"),
                ("repo/test_weather.py", "import unittest\n\n\nclass WeatherTest(unittest.TestCase):\n    def test_forecast(self):\n        import weather_forecast_service\n        self.assertEqual(weather_forecast_service.tomorrow(), 'sunny')\n"))
            .Add("weather/misspelt", "report: x\ntets: python3 -m unittest\n", ("repo/a.py", ""))
            .Add("weather/no-repo", "report: x\ntest: python3 -m unittest\n");
        Before = tasks.Contents();
        First = await CommandLine.Run(SeveralMissions, DataFolder, "eval", tasks.Path, "--json");
        Second = await CommandLine.Run(SeveralMissions, DataFolder, "eval", tasks.Path, "--json");
        After = tasks.Contents();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static JsonElement Task(CommandResult result, string name) =>
        result.Json.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == name);
}
