using System.Text.Json;
using Factory.Droids.Roles;

namespace Factory.Droids.Tools;

/// <summary>What finish takes, by role: the schema that a model is shown and the record that its arguments become.</summary>
public static class Finishing
{
    private static readonly Dictionary<string, (Type Result, JsonElement Schema)> Roles = new(StringComparer.Ordinal)
    {
        [RoleNames.Planner] = (typeof(PlannerResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"plan":{"type":"string"},
             "reproduced":{"type":"boolean","description":"True when the contract says what must hold; false when nothing shows what the report describes, with the reason"},"reason":{"type":"string"},
             "features":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","description":"For example F1"},"title":{"type":"string"},
              "writeSet":{"type":"array","items":{"type":"string"},"description":"Paths or globs that it may change; [] for any"},
              "assertions":{"type":"array","items":{"type":"string"},"description":"Ids of the assertions that it makes hold; left out for all"},
              "dependsOn":{"type":"array","items":{"type":"string"},"description":"Ids of the features that must be in before it"},
              "turns":{"type":"integer","minimum":1,"maximum":1000,"description":"How many turns you expect the coder to need"}},"required":["title","writeSet"]}},
             "contract":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","description":"For example A1"},"statement":{"type":"string"},
              "tests":{"type":"array","items":{"type":"string"},"description":"Names of the tests that prove it; [] when a command does, or when the test is still to be written: a tester then writes it"},
              "command":{"type":"string","description":"Instead of tests: a shell command that fails now and ends with exit code 0 when it holds"}},"required":["id","statement","tests"]}}},
             "required":["plan","reproduced","features","contract"]}
            """)),
        [RoleNames.Coder] = (typeof(CoderResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"claims":{"type":"string"},"stuck":{"type":"boolean"},"reason":{"type":"string"},
             "suspicious":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"line":{"type":"integer"},"score":{"type":"number"}},"required":["path","line","score"]}}},
             "required":["claims"]}
            """)),
        [RoleNames.Tester] = (typeof(TesterResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"reproduced":{"type":"boolean","description":"True when you wrote tests that fail now for the right reason"},
             "tests":{"type":"array","items":{"type":"string"},"description":"Names of all tests that you wrote"},"reason":{"type":"string"},
             "covered":{"type":"array","description":"When the task lists assertions: which of your tests prove which","items":{"type":"object","properties":{"assertion":{"type":"string"},"tests":{"type":"array","items":{"type":"string"}}},"required":["assertion","tests"]}},
             "uncovered":{"type":"array","description":"Assertions that you could write no test for","items":{"type":"object","properties":{"assertion":{"type":"string"},"reason":{"type":"string"}},"required":["assertion","reason"]}}},
             "required":["reproduced","tests"]}
            """)),
        [RoleNames.Reviewer] = (typeof(ReviewerResult), ToolCatalog.Schema("""
            {"type":"object","properties":{
             "findings":{"type":"array","description":"First pass: what could be wrong with the change; [] when nothing is","items":{"type":"object","properties":{"severity":{"enum":["note","warning","blocking"]},
              "rule":{"type":"string","description":"One or two words for the kind of fault"},"path":{"type":"string"},"line":{"type":"integer","minimum":1},"message":{"type":"string","minLength":1},
              "suggestion":{"type":"string","maxLength":2000,"description":"Only where replacing the line by it mends the fault: what stands there instead, with its indentation, without fences; the line must be one that the change added"},
              "suggestionFrom":{"type":"integer","minimum":1,"description":"Where the suggestion replaces several lines: the first of them, line being the last; the change must have added each"}},"required":["severity","rule","path","line","message"]}},
             "verdicts":{"type":"array","description":"Second pass, when the task lists candidates: one for each","items":{"type":"object","properties":{"candidate":{"type":"integer","minimum":1,"description":"Its number"},
              "verdict":{"enum":["confirmed","refuted","unclear"]},"trigger":{"type":"string","description":"When confirmed: the input or the steps that show the fault, and what happens"},
              "reason":{"type":"string","description":"When not confirmed: what you tried and saw"},
              "suggestionHolds":{"type":"boolean","description":"Where the candidate has a suggestion: true when its lines replaced by it mend the fault and breaks nothing; without true the suggestion is dropped"}},"required":["candidate","verdict"]}}}}
            """)),
        [RoleNames.Docs] = (typeof(DocsResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"title":{"type":"string","maxLength":72},"description":{"type":"string"},"follows":{"type":"boolean","description":"Only where the task asks whether documentation must follow: false when nothing must"},"reason":{"type":"string","description":"When follows is false: why nothing must"}},"required":["title","description"]}
            """)),
        [RoleNames.Research] = (typeof(ResearchResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"answered":{"type":"boolean","description":"False when the repository does not answer the question, with the reason"},"answer":{"type":"string","description":"Markdown"},"reason":{"type":"string"},
             "citations":{"type":"array","description":"What the answer rests on: each a path with lines, or a commit","items":{"type":"object","properties":{"supports":{"type":"string","description":"What it shows, in a few words"},
              "path":{"type":"string"},"line":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1},"commit":{"type":"string","description":"Id of a commit"}},"required":["supports"]}}},
             "required":["answered","answer","citations"]}
            """)),
        [RoleNames.Triage] = (typeof(TriageResult), ToolCatalog.Schema("""
            {"type":"object","properties":{"kind":{"enum":["fix","feature","question","docs","not-work"]},
             "repository":{"type":"string","maxLength":200,"description":"Only where the task lists repositories: the one that it is about, by its name in the list; left out where none fits"},
             "rationale":{"type":"string","minLength":1,"maxLength":1000,"description":"One or two sentences for people: what in the text decides it"},
             "confidence":{"type":"number","minimum":0,"maximum":1}},
             "required":["kind","rationale","confidence"],"additionalProperties":false}
            """)),
    };

    /// <summary>The finish tool as a role's model sees it.</summary>
    /// <exception cref="ArgumentException">The role is none of ours.</exception>
    public static ToolDefinition Definition(string role) =>
        new(ToolCatalog.Finish, "Ends your work and hands it over. Call it once, alone, when you are done or cannot go on.", Of(role).Schema);

    /// <summary>The result that the arguments of finish say.</summary>
    /// <exception cref="JsonException">The arguments are not such a result; the message says where, and what is expected there.</exception>
    public static object Parse(string role, string arguments)
    {
        var (result, schema) = Of(role);
        using var said = JsonDocument.Parse(arguments);
        var faults = SchemaCheck.Faults(schema, said.RootElement);
        if (faults.Count > 0)
            throw new JsonException($"finish was not accepted. Correct this and call it again: {string.Join(' ', faults)}");
        return said.Deserialize(result, DroidJson.Options) ?? throw new JsonException("finish takes an object");
    }

    private static (Type Result, JsonElement Schema) Of(string role) =>
        Roles.TryGetValue(role, out var found) ? found : throw new ArgumentException($"'{role}' is no role", nameof(role));
}
