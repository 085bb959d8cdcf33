using Factory.Settings;
using Factory.SignalIntake.Receiving;

namespace Factory.SignalIntake.Sources;

/// <summary>What <c>factory.signals.yaml</c> names, read once at the start: a mistake stops the start.</summary>
internal sealed class SignalSources
{
    private readonly Dictionary<string, SignalSource> _byName;

    private SignalSources(IEnumerable<SignalSource> sources) => _byName = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<SignalSource> All => _byName.Values;

    /// <exception cref="SettingsFileException">The file cannot be read, something in it is wrong, or a secret is not there.</exception>
    public static SignalSources Read(IConfiguration configuration) =>
        SignalsFilePath.Find(configuration[SignalsFilePath.Key], configuration["Factory:DataFolder"] ?? ".factory") is { } path ? Read(path) : new SignalSources([]);

    /// <exception cref="SettingsFileException">The file cannot be read, something in it is wrong, or a secret is not there.</exception>
    public static SignalSources Read(string path) => new(SignalsFileKind.Instance.Read(YamlTree.Read(path, SettingsFile.Content(path, SignalsFilePath.Key))));

    public SignalSource? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The whole of <c>factory.signals.yaml</c>.</summary>
    private sealed class SignalsFileKind : SectionKind<IReadOnlyList<SignalSource>>
    {
        private const int MostSources = 200;

        private static readonly SettingsKey<IReadOnlyList<Named<Func<string, SignalSource>>>> Sources = new(
            "sources", new NamedKind<Func<string, SignalSource>>("[a-z][a-z0-9-]{0,39}", "a source", new SourceKind(), MostSources), "What sends webhooks, each to /hooks/ and its name.", needed: true);

        public static readonly SignalsFileKind Instance = new();

        private SignalsFileKind()
            : base(Sources)
        {
        }

        protected override IReadOnlyList<SignalSource> Read(SettingsMap map) => [.. map.Need(Sources).Select(Source)];

        /// <summary>The name of what comes by <c>POST /signals</c> is taken.</summary>
        private static SignalSource Source(Named<Func<string, SignalSource>> source) =>
            source.Name == Intake.Source ? throw source.Node.Wrong($"what comes by POST /signals is called {Intake.Source}: take another name.") : source.Value(source.Name);
    }
}
