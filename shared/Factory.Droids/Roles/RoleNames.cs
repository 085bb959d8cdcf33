namespace Factory.Droids.Roles;

/// <summary>The roles that models are cast for.</summary>
public static class RoleNames
{
    public const string Planner = "planner";
    public const string Coder = "coder";
    public const string Tester = "tester";
    public const string Reviewer = "reviewer";
    public const string Docs = "docs";
    public const string Research = "research";

    /// <summary>Says what a signal asks for. Has no tools and no workspace: it is none of <see cref="All"/>.</summary>
    public const string Triage = "triage";

    /// <summary>Those that are droids with tools.</summary>
    public static readonly IReadOnlyList<string> All = [Planner, Coder, Tester, Reviewer, Docs, Research];
}
