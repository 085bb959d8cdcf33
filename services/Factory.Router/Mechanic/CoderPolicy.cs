using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;

namespace Factory.Router.Mechanic;

/// <summary>Searches a repair; hands it over, or says honestly that there is none.</summary>
internal static class CoderPolicy
{
    /// <summary>
    /// In percent; where edits that do different things pass the tests and none is as likely right as wrong, they are told to people instead of one being published. So is one that nothing rivals, where its shape speaks against
    /// it and it is not half as sure (ADR 55).
    /// </summary>
    public const int LeastConfidence = 50;

    private const string SentBack = "Why your last attempt was sent back";

    public static Answer Answer(Conversation conversation)
    {
        if (conversation.Refusal() is { } refusal)
        {
            return Stuck(conversation, $"What the mechanic handed over was refused: {OneLine.Of(refusal, 400)}", []);
        }

        if (conversation.Newest(ToolCatalog.Repair) is { } repaired)
        {
            return Finish(conversation, RepairSeen.From(repaired));
        }

        return conversation.Call("I search for a small edit that makes the failing tests pass.", (ToolCatalog.Repair, Search(TaskSections.Of(conversation.Task))));
    }

    /// <summary>On rework the workspace holds what was sent back: the search goes on from there.</summary>
    private static object Search(TaskSections task)
    {
        var hint = $"{task.Title}\n{task.Quoted("Report")}\n{task.Quoted(SentBack)}".Trim();
        var tests = PlannerPolicy.TestsOf(task.Quoted("Plan"));
        return tests.Count == 0 || task.Has(SentBack) ? new { hint, confidencePercent = LeastConfidence } : new { tests, hint, confidencePercent = LeastConfidence };
    }

    private static Answer Finish(Conversation conversation, RepairSeen repair) => repair.Applied
        ? conversation.Finish(repair.Explanation, new CoderResult(repair.Explanation))
        : Stuck(conversation, repair.Explanation, repair.Suspicious);

    private static Answer Stuck(Conversation conversation, string reason, IReadOnlyList<SuspiciousPlace> suspicious) =>
        conversation.Finish(reason, new CoderResult("", Stuck: true, reason, suspicious));
}
