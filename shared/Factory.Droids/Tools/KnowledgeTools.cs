using System.Text.Json;
using Factory.Droids.Knowledge;
using Factory.Droids.Knowledge.Maps;

namespace Factory.Droids.Tools;

/// <summary>What is defined where.</summary>
internal sealed class MapTool(RepositoryReader repositories) : ITool
{
    private const int Most = 12_000;

    public string Name => ToolCatalog.Map;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var path = (arguments.OptionalText("path") ?? "").Trim('/');
        path = path is "." ? "" : path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        var map = await (await repositories.Of(context.Workspace, context.Team, ct)).Map(ct);
        return new ToolOutcome(MapText.Of(map, path, Most) ?? throw new ToolRefused($"At the base commit nothing lies at '{path}'. What was added since is found by list."));
    }
}

/// <summary>One of the repository's skills in full.</summary>
internal sealed class SkillTool(RepositoryReader repositories) : ITool
{
    public string Name => ToolCatalog.Skill;

    public bool Writes => false;

    public async Task<ToolOutcome> Run(ToolContext context, JsonElement arguments, CancellationToken ct)
    {
        var (name, knowledge) = (arguments.Text("name"), await repositories.Of(context.Workspace, context.Team, ct));
        var skill = knowledge.Skills.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolRefused(knowledge.Skills.Count == 0 ? "The repository has no skills." : $"There is no skill '{name}'. There are: {string.Join(", ", knowledge.Skills.Select(one => one.Name))}.");
        var shown = await knowledge.Show(skill, ct);
        return new ToolOutcome(shown) { SkillRole = skill.Role, Guidance = [$"You loaded the skill {skill.Name}.\n{shown}"] };
    }
}
