using Factory.Settings;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>An entry of <c>paths</c>.</summary>
internal sealed class PathInstructionKind : SectionKind<PathInstruction>
{
    private static readonly SettingsKey<IReadOnlyList<string>> Match = new("match", new ListKind<string>(new GlobKind(), 50, orOne: true), "Patterns of the paths that it holds for.", needed: true);
    private static readonly SettingsKey<IReadOnlyList<string>> Say = new("say", new ListKind<string>(new TextKind(null, "a sentence for the reviewer", 2_000), 20, orOne: true), "What a reviewer has to know or look for there; one sentence or a list of them.", needed: true);

    public PathInstructionKind()
        : base(Match, Say)
    {
    }

    protected override PathInstruction Read(SettingsMap map) => new(map.Need(Match), map.Need(Say));
}
