using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>The role whose cast plays a turn: the run's own, or that of the skill it works by.</summary>
/// <param name="own">The run's own role: its tools, its result and its rules stay, whoever plays it.</param>
/// <param name="skill">The role that a skill names; null for none.</param>
/// <param name="isCast">Whether somebody is cast for that role.</param>
internal sealed class PlayedRole(string own, SkillRole? skill, bool isCast)
{
    /// <summary>The settings' word for all other roles is no role that a skill could name, and the run's own changes nothing.</summary>
    private readonly SkillRole? named = skill is null || skill.Name == own || skill.Name == Cast.AnyRole ? null : skill;

    private bool BySkill => named is not null && isCast;

    public string Name => BySkill ? named!.Name : own;

    /// <summary>Roles whose rules hold: a skill takes nobody out of a rule about the run's own role.</summary>
    public IEnumerable<string> All => BySkill ? [own, named!.Name] : [own];

    /// <summary>The beginning of the reason of a choice; empty where no skill named a role.</summary>
    public string Why => named is null ? "" : isCast ? $"a skill names the role {named.Name}: " : $"a skill names the role {named.Name}, for which nobody is cast: ";

    /// <summary>Whether the turn was played in the same role, so that who played it may stay.</summary>
    public bool SameAsAt(int turn) => !BySkill || turn > named!.Turn;
}
