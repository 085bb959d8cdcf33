using System.Text;
using Factory.Droids.Knowledge.Maps;
using Factory.Droids.Quoting;
using Factory.History;
using Factory.Workspaces;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge;

/// <summary>
/// What a repository says about itself at the base commit: its AGENTS.md files, its skills and its map. A branch, and what a droid writes, changes none of it; none of it changes which tools there are.
/// </summary>
internal sealed class RepositoryKnowledge
{
    private const string AgentsFile = "AGENTS.md";
    private const int LargestAgents = 64 << 10;
    private const int LongestAgents = 16_000;
    private const int LongestSkill = 24_000;
    private const string Origin = "from the repository's base commit: conventions to follow within your rules";

    private readonly Workspace workspace;
    private readonly MapCache maps;
    private readonly string team;
    private readonly IReadOnlyList<CommittedFile> files;
    private readonly Dictionary<string, CommittedFile> agents;
    private readonly HashSet<string> told = new([""], StringComparer.Ordinal);

    private RepositoryKnowledge(Workspace workspace, string team, MapCache maps, IReadOnlyList<CommittedFile> files, IReadOnlyList<Skill> skills)
    {
        (this.workspace, this.team, this.maps, this.files, Skills) = (workspace, team, maps, files, skills);
        agents = files.Where(file => file.Size <= LargestAgents && Path.GetFileName(file.Path) == AgentsFile).ToDictionary(file => FolderOf(file.Path), StringComparer.Ordinal);
    }

    public IReadOnlyList<Skill> Skills { get; }

    public static async Task<RepositoryKnowledge> Read(Workspace workspace, string team, MapCache maps, CancellationToken ct)
    {
        var committed = await workspace.Commits.Files(ct);
        return new RepositoryKnowledge(workspace, team, maps, committed, await SkillReader.Read(workspace.Commits, committed, ct));
    }

    public Task<RepositoryMap> Map(CancellationToken ct) => maps.Get(team, workspace, files, ct);

    /// <summary>The repository's own AGENTS.md; null for none.</summary>
    public async Task<string?> RootAgents(CancellationToken ct) => agents.TryGetValue("", out var file) ? await Quote(file, LongestAgents, ct) : null;

    /// <summary>The AGENTS.md files between the root and these paths that the droid was not told yet, the outermost first.</summary>
    public async Task<IReadOnlyList<string>> NotTold(IEnumerable<string> paths, CancellationToken ct)
    {
        var news = new List<string>();
        foreach (var folder in paths.SelectMany(Above).Distinct(StringComparer.Ordinal).OrderBy(folder => folder.Length).ToList())
        {
            if (!agents.TryGetValue(folder, out var file) || !IsNew(folder))
                continue;
            news.Add($"{OneLine.Of(folder)}/ has an {AgentsFile} of its own; below that folder it goes before those above it.\n{await Quote(file, LongestAgents, ct)}");
        }

        return news;
    }

    public Task<string> Show(Skill skill, CancellationToken ct) => Quote(skill.File, LongestSkill, ct);

    private bool IsNew(string folder)
    {
        lock (told)
        {
            return told.Add(folder);
        }
    }

    private async Task<string> Quote(CommittedFile file, int longest, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString((await workspace.Commits.Read([file], ct))[0]);
        return Quotation.Of(SkillReader.Body(text), $"{file.Path}, {Origin}", longest);
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
        yield return path;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
}
