using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Mechanic;
using Factory.Workspaces.Testing;

namespace Factory.Droids.Tools;

/// <summary>Searches a small repair without any model and applies the best one that was not refused before; of several, only one that is sure enough.</summary>
internal sealed class RepairTool : ITool
{
    private const int DefaultSeconds = 60;
    private const int MostSeconds = 600;
    private const int PlacesShown = 10;
    private const int OthersShown = 4;
    private const int TestsShown = 50;

    public string Name => ToolCatalog.Repair;

    public bool Writes => true;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var detected = TestDetection.Detect(context.Workspace, context.Spec?.Tests.Command);
        if (!detected.Found)
            return new ToolOutcome(detected.Explanation, IsError: true);
        var request = new RepairRequest
        {
            Workspace = context.Workspace,
            Plan = detected.Plan,
            FailingTests = arguments.Texts("tests"),
            Report = arguments.OptionalText("hint") ?? "",
            Budget = TimeSpan.FromSeconds(arguments.OptionalNumber("seconds", 1, MostSeconds) ?? DefaultSeconds),
        };
        var found = await Repair.Search(request, null, context.Time, ct);
        var refused = arguments.Texts("exclude");
        var least = (arguments.OptionalNumber("confidencePercent", 0, 100) ?? 0) / 100.0;
        // Where several pass, the tests do not say which is meant. The best or none: what is less likely does not become right by the doubt in what is likelier.
        var best = found.Candidates.FirstOrDefault(candidate => !refused.Contains(Hash(candidate), StringComparer.Ordinal));
        var chosen = best is not null && best.Confidence >= Least(best, least) ? best : null;
        // As bytes: a file may be in any encoding.
        foreach (var file in chosen?.Files ?? [])
            context.Workspace.Files.WriteBytes(file.Path, file.Content);
        return new ToolOutcome(JsonSerializer.Serialize(Tell(found, chosen), DroidJson.Options));
    }

    /// <summary>What nothing rivals is taken whatever the confidence, unless its shape speaks against it: then half as much is enough, since no other edit does.</summary>
    private static double Least(RepairCandidate best, double least) => !best.Unrivalled ? least : best.Doubt is null ? 0 : least / 2;

    private static RepairAnswer Tell(RepairResult found, RepairCandidate? chosen) => new(
        chosen is null ? null : Tell(chosen),
        [.. found.Candidates.Where(candidate => candidate != chosen).Take(OthersShown).Select(Tell)],
        [.. found.Places.Take(PlacesShown).Select(place => new Roles.SuspiciousPlace(place.Path, place.Line, Math.Round(place.Score, 3)))],
        [.. found.FailingTests.Take(TestsShown)], found.Tried, found.Total, found.StoppedBecause, Math.Round(found.Seconds, 2));

    private static RepairSuggestion Tell(RepairCandidate candidate) => new(Hash(candidate), candidate.Diff, Math.Round(candidate.Confidence, 3), candidate.Explanation);

    private static string Hash(RepairCandidate candidate) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(candidate.Diff)).AsSpan(0, 6));
}

/// <summary>What repair answers, as JSON.</summary>
/// <param name="Applied">The edit that is in the workspace now; null when none was found, or none of several is sure enough.</param>
/// <param name="Others">Runners-up, not applied.</param>
/// <param name="Suspicious">Where the fault may be, most suspicious first.</param>
/// <param name="Tried">Candidates that were run, of <paramref name="Total"/> that were thought of.</param>
public sealed record RepairAnswer(
    RepairSuggestion? Applied, IReadOnlyList<RepairSuggestion> Others, IReadOnlyList<Roles.SuspiciousPlace> Suspicious, IReadOnlyList<string> FailingTests, int Tried, int Total, string StoppedBecause, double Seconds);

/// <param name="Hash">Names it in <c>exclude</c>.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record RepairSuggestion(string Hash, string Diff, double Confidence, string Explanation);
