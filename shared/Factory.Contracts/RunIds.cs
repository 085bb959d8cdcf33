namespace Factory.Contracts;

/// <summary>Which run serves which order: the id follows from it, so that a repeated order finds the same run and a cancelled mission finds its runs.</summary>
public static class RunIds
{
    public static Guid Planner(Guid missionId) => Ids.Derive(missionId, "planner");

    public static Guid Tester(Guid missionId) => Ids.Derive(missionId, "tester");

    /// <param name="round">0 for the first; each rework of a published change counts one more.</param>
    public static Guid Docs(Guid missionId, int round = 0) => Ids.Derive(missionId, round == 0 ? "docs" : $"docs-{round}");

    public static Guid Coder(Guid featureId, int attempt) => Ids.Derive(featureId, $"coder-{attempt}");

    public static Guid Reviewer(Guid featureId, int attempt) => Ids.Derive(featureId, $"reviewer-{attempt}");

    /// <summary>The second pass of a review: what the first found is validated.</summary>
    public static Guid Validation(Guid featureId, int attempt) => Ids.Derive(featureId, $"validation-{attempt}");

    public static Guid Research(Guid missionId) => Ids.Derive(missionId, "research");
}
