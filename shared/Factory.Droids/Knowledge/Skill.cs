using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge;

/// <summary>A skill of the repository: a <c>SKILL.md</c> in a folder of its own under a folder <c>skills</c>.</summary>
/// <param name="Name">One word, from its front matter or its folder.</param>
/// <param name="Description">When it is of use, in one line.</param>
internal sealed record Skill(string Name, string Description, CommittedFile File);
