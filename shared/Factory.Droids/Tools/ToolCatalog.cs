using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>The tools of droids as models see them. Finish differs by role: its parameters are the role's result.</summary>
public static class ToolCatalog
{
    public const string Read = "read";
    public const string Search = "search";
    public const string List = "list";
    public const string Edit = "edit";
    public const string Run = "run";
    public const string RunTests = "run_tests";
    public const string Repair = "repair";
    public const string Diff = "diff";
    public const string Finish = "finish";

    private static readonly Dictionary<string, ToolDefinition> Definitions = new ToolDefinition[]
    {
        new(Read, "Reads a text file with line numbers. Give firstLine and lastLine for a part of it.", Schema("""
            {"type":"object","properties":{"path":{"type":"string","description":"Relative to the repository's root"},"firstLine":{"type":"integer","minimum":1},"lastLine":{"type":"integer","minimum":1}},"required":["path"],"additionalProperties":false}
            """)),
        new(Search, "Searches all text files by a regular expression; answers path, line number and line. Narrow it by glob.", Schema("""
            {"type":"object","properties":{"pattern":{"type":"string"},"glob":{"type":"string","description":"For example src/**/*.py"}},"required":["pattern"],"additionalProperties":false}
            """)),
        new(List, "Lists files, all or those that a glob names.", Schema("""
            {"type":"object","properties":{"glob":{"type":"string"}},"additionalProperties":false}
            """)),
        new(Edit, "Changes files. operation replace: oldText must stand in the file exactly once and becomes newText. create: newText is the new file. delete: removes the file.", Schema("""
            {"type":"object","properties":{"operation":{"enum":["replace","create","delete"]},"path":{"type":"string"},"oldText":{"type":"string"},"newText":{"type":"string"}},"required":["operation","path"],"additionalProperties":false}
            """)),
        new(Run, "Runs a shell command in the repository's root, in a sandbox without a network. Long output is cut in the middle.", Schema("""
            {"type":"object","properties":{"command":{"type":"string"},"timeoutSeconds":{"type":"integer","minimum":1,"maximum":1800,"description":"Default 120"}},"required":["command"],"additionalProperties":false}
            """)),
        new(RunTests, "Runs the repository's tests, all or those named, and answers which passed and failed by name, with messages.", Schema("""
            {"type":"object","properties":{"tests":{"type":"array","items":{"type":"string"}}},"additionalProperties":false}
            """)),
        new(Repair, "Searches small edits that make failing tests pass and break none, and applies the best one. Works without a model; seconds. exclude names hashes of candidates that were refused before.", Schema("""
            {"type":"object","properties":{"tests":{"type":"array","items":{"type":"string"}},"seconds":{"type":"integer","minimum":1,"maximum":600},"exclude":{"type":"array","items":{"type":"string"}},"hint":{"type":"string","description":"Words of the report: names in it point at places"}},"additionalProperties":false}
            """)),
        new(Diff, "Shows everything that the workspace changes against the base commit, as a unified diff.", Schema("""
            {"type":"object","properties":{},"additionalProperties":false}
            """)),
    }.ToDictionary(definition => definition.Name, StringComparer.Ordinal);

    /// <summary>The named tools for a role, finish with the role's own schema.</summary>
    /// <exception cref="ArgumentException">A name that is no tool, or a role that is none.</exception>
    public static IReadOnlyList<ToolDefinition> For(string role, IEnumerable<string> tools) =>
        [.. tools.Select(tool => tool == Finish ? Finishing.Definition(role) : Definitions.TryGetValue(tool, out var definition) ? definition : throw new ArgumentException($"'{tool}' is no tool", nameof(tools)))];

    internal static JsonElement Schema(string json) => JsonDocument.Parse(json).RootElement;
}
