using System.Text.Json;
using Factory.Droids.Roles;

namespace Factory.Droids.Tools;

/// <summary>What finish takes, by role: the schema that a model is shown and the record that its arguments become.</summary>
public static class Finishing
{
    private static readonly Dictionary<string, (Type Result, JsonElement Schema)> Roles = new(StringComparer.Ordinal)
    {
        [RoleNames.Planner] = (typeof(PlannerResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"plan":{"type":"string"},"reproduced":{"type":"boolean"},"reason":{"type":"string"},
             "features":{"type":"array","items":{"type":"object","properties":{"title":{"type":"string"},"writeSet":{"type":"array","items":{"type":"string"}},"assertions":{"type":"array","items":{"type":"string"}}},"required":["title","writeSet"]}},
             "contract":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"statement":{"type":"string"},"tests":{"type":"array","items":{"type":"string"}}},"required":["id","statement","tests"]}}},
             "required":["plan","reproduced","features","contract"]}
            """)),
        [RoleNames.Coder] = (typeof(CoderResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"claims":{"type":"string"},"stuck":{"type":"boolean"},"reason":{"type":"string"},
             "suspicious":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"line":{"type":"integer"},"score":{"type":"number"}},"required":["path","line","score"]}}},
             "required":["claims"]}
            """)),
        [RoleNames.Tester] = (typeof(TesterResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"reproduced":{"type":"boolean"},"tests":{"type":"array","items":{"type":"string"}},"reason":{"type":"string"}},"required":["reproduced","tests"]}
            """)),
        [RoleNames.Reviewer] = (typeof(ReviewerResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"approved":{"type":"boolean"},
             "findings":{"type":"array","items":{"type":"object","properties":{"severity":{"enum":["note","warning","blocking"]},"rule":{"type":"string"},"path":{"type":"string"},"line":{"type":"integer"},"message":{"type":"string"}},"required":["severity","rule","path","line","message"]}}},
             "required":["approved","findings"]}
            """)),
        [RoleNames.Docs] = (typeof(DocsResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"title":{"type":"string","maxLength":72},"description":{"type":"string"}},"required":["title","description"]}
            """)),
    };

    /// <summary>The finish tool as a role's model sees it.</summary>
    /// <exception cref="ArgumentException">The role is none of ours.</exception>
    public static ToolDefinition Definition(string role) =>
        new(ToolCatalog.Finish, "Ends your work and hands it over. Call it once, alone, when you are done or cannot go on.", Of(role).Schema);

    /// <summary>The result that the arguments of finish say.</summary>
    /// <exception cref="JsonException">The arguments are not such a result; the message says where.</exception>
    public static object Parse(string role, string arguments) =>
        JsonSerializer.Deserialize(arguments, Of(role).Result, DroidJson.Options) ?? throw new JsonException("finish takes an object");

    private static (Type Result, JsonElement Schema) Of(string role) =>
        Roles.TryGetValue(role, out var found) ? found : throw new ArgumentException($"'{role}' is no role", nameof(role));
}
