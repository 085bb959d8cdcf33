using System.Text.Json;
using System.Text.Json.Serialization;
using Factory.Contracts.Features;
using Factory.Contracts.Planning;

namespace Factory.Droids.Roles;

// What each role hands over when it calls finish: camelCase JSON, enums as lower-case words. The schemas a model is shown are in Finishing.

/// <param name="Plan">The plan in words.</param>
/// <param name="Reproduced">True when a test fails on base that shows what the report describes.</param>
/// <param name="Reason">Why nothing was reproduced; otherwise null.</param>
public sealed record PlannerResult(string Plan, bool Reproduced, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, string? Reason = null);

/// <param name="Claims">What was changed and why it is right. Moves nothing.</param>
/// <param name="Stuck">True when no change was found that the droid would stand for.</param>
/// <param name="Suspicious">Where the fault may be, for people, when stuck.</param>
public sealed record CoderResult(string Claims, bool Stuck = false, string? Reason = null, IReadOnlyList<SuspiciousPlace>? Suspicious = null);

/// <param name="Score">0 to 1; 1 is most suspicious.</param>
public sealed record SuspiciousPlace(string Path, int Line, double Score);

/// <param name="Tests">Names of the tests that were written and fail on base.</param>
public sealed record TesterResult(bool Reproduced, IReadOnlyList<string> Tests, string? Reason = null);

public sealed record ReviewerResult(bool Approved, IReadOnlyList<Finding> Findings);

/// <param name="Title">One line in the imperative, at most 72 characters: the commit's subject.</param>
/// <param name="Description">Markdown: cause, change, evidence.</param>
public sealed record DocsResult(string Title, string Description);

/// <summary>JSON of results, transcripts and orders.</summary>
public static class DroidJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = false,
    };
}
