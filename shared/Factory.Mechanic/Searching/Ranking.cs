using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;

namespace Factory.Mechanic.Searching;

/// <summary>Orders places and edits by how likely they are.</summary>
internal sealed class Ranking
{
    private const double Unseen = 0.05;
    private const double Flat = 0.5;

    private readonly ProductFiles _sources;
    private readonly Dictionary<(string Path, int Line), double> _scores;
    private readonly ReportWords _words;
    private readonly int _seed;
    private Likelihood _likelihood = new([]);

    public Ranking(
        Observation observation, IReadOnlyDictionary<(string Path, int Line), double> recent, IReadOnlyCollection<string> failing, IReadOnlyCollection<string> passing, string report, string root,
        ProductFiles sources, int seed)
    {
        _sources = sources;
        _seed = seed;
        _words = new ReportWords(report);
        _scores = Spectrum.Scores(observation.Coverage, failing, passing);
        HasCoverage = _scores.Count > 0;
        foreach (var (place, weight) in recent) if (_scores.TryGetValue(place, out var score)) _scores[place] = score * weight;
        foreach (var (place, bonus) in Traces(observation, failing, report, root)) _scores[place] = Math.Max(_scores.GetValueOrDefault(place), HasCoverage ? 0.3 : Flat) * bonus;
    }

    public bool HasCoverage { get; }

    public IReadOnlyList<SuspiciousPlace> Places(int count) =>
    [
        .. _scores.Select(s => new SuspiciousPlace(s.Key.Path, s.Key.Line, Math.Round(s.Value * Words(s.Key.Path, s.Key.Line), 4), _sources.Line(s.Key.Path, s.Key.Line)))
            .Where(p => p.Text.Length > 0).OrderByDescending(p => p.Score).ThenBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Line).Take(count),
    ];

    /// <summary>Edits, the likeliest first; the same for the same seed.</summary>
    public List<(Edit Edit, double Score)> Order(IReadOnlyCollection<Edit> edits)
    {
        _likelihood = new Likelihood(edits);
        return
        [
            .. edits.Select(e => (Edit: e, Score: Score(e)))
                .OrderByDescending(e => e.Score).ThenBy(e => Tie(e.Edit)).ThenBy(e => e.Edit.Path, StringComparer.Ordinal).ThenBy(e => e.Edit.Line)
                .ThenBy(e => Repeated(e.Edit)).ThenBy(e => e.Edit.Changes[0].Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>How likely it is that what passes is meant; asked after the edits were put in order.</summary>
    public double Belief(Edit edit) => _likelihood.Of(edit) * Place(edit);

    private double Suspicion(string path, int line)
    {
        // A statement of several lines is often known by its first line only, and the other way round.
        for (var distance = 0; distance <= 6; distance++)
        {
            if (_scores.TryGetValue((path, line - distance), out var above)) return above;
            if (distance <= 3 && _scores.TryGetValue((path, line + distance), out var below)) return below;
        }

        return HasCoverage ? Unseen : Flat;
    }

    // A name that is used twice in a row is more often wrong the second time.
    private static int Repeated(Edit edit) => edit.Kind == "variable" ? -edit.Changes[0].Start : edit.Changes[0].Start;

    private double Score(Edit edit) => Math.Round(edit.Prior * Place(edit), 6);

    private double Place(Edit edit) => Math.Pow(Suspicion(edit.Path, edit.Line), 1.5) * Words(edit.Path, edit.Line);

    private double Words(string path, int line) => _words.Weight(_sources.Line(path, line)) * Math.Min(1.2, _words.Weight(path));

    private uint Tie(Edit edit)
    {
        if (_seed == 0) return 0;
        var hash = (uint)_seed * 2_654_435_761;
        foreach (var c in edit.Path) hash = (hash ^ c) * 16_777_619;
        return ((hash ^ (uint)edit.Line) * 16_777_619) ^ (uint)edit.Changes[0].Start;
    }

    private Dictionary<(string Path, int Line), double> Traces(Observation observation, IReadOnlyCollection<string> failing, string report, string root)
    {
        var bonus = new Dictionary<(string, int), double>();
        var wanted = failing.ToHashSet(StringComparer.Ordinal);
        var texts = observation.Tests.Results.Where(r => wanted.Contains(r.Name)).Select(r => r.Trace).Append(report);
        if (observation.Tests.TimedOut || !observation.Tests.Complete) texts = texts.Append(observation.Text);
        foreach (var text in texts)
        {
            var places = TracePlaces.In(text.Length > 100_000 ? text[^100_000..] : text, root, _sources.Paths).ToList();
            foreach (var place in places) bonus[place] = Math.Max(bonus.GetValueOrDefault(place), 1.25);
            if (places.Count == 0) continue;
            var innermost = text.Contains("Traceback (most recent call last)", StringComparison.Ordinal) ? places[^1] : places[0];
            bonus[innermost] = 1.6;
        }

        return bonus;
    }
}
