using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge;

/// <summary>A skill of the repository: a <c>SKILL.md</c> in a folder of its own under a folder <c>skills</c>.</summary>
/// <param name="Name">One word, from its front matter or its folder.</param>
/// <param name="Description">When it is of use, in one line.</param>
/// <param name="Role">The role that whoever works by it is to be cast for; null for none. Which models play it only the operator's casting says.</param>
internal sealed record Skill(string Name, string Description, CommittedFile File, string? Role = null);
