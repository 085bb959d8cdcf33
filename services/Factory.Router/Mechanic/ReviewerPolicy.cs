using Factory.Contracts.Features;
using Factory.Contracts.Transcripts;
using Factory.Droids.Diffs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using Factory.History;
using Factory.Workspaces.Testing;

namespace Factory.Router.Mechanic;

/// <summary>Looks at the diff for what makes it no fix at all. What rules find in it the reviewer service finds by itself, whoever plays this role.</summary>
internal static class ReviewerPolicy
{
    private const string Rule = "mechanic";
    private const string Candidates = "Candidates";
    private const string PullRequest = "Pull request";

    public static Answer Answer(Conversation conversation) => conversation.Newest(ToolCatalog.Diff) switch
    {
        _ when TaskSections.Of(conversation.Task) is var task && task.Has(Candidates) => Confirm(conversation, task),
        // What would make a droid's change no fix says nothing against one of a person: the rules have looked already.
        _ when TaskSections.Of(conversation.Task).Has(PullRequest) => Finish(conversation, []),
        null => conversation.Call("I look at the change.", (ToolCatalog.Diff, new { })),
        // To be silent would be to approve.
        { IsError: true } failed => new Answer($"The diff could not be read: {OneLine.Of(failed.Text, 300)}", []),
        { } diff => Finish(conversation, [.. Findings(DiffReader.Read(diff.Text))]),
    };

    /// <summary>What it finds is seen in the diff alone, so the diff is the trigger.</summary>
    private static Answer Confirm(Conversation conversation, TaskSections task) => conversation.Finish(
        "The diff itself shows it.",
        new ReviewerResult(Verdicts: [.. task.Words(Candidates).Split('\n').Select((line, index) => new CandidateVerdict(index + 1, ReviewVerdict.Confirmed, $"Look at the diff: {line}"))]));

    private static Answer Finish(Conversation conversation, IReadOnlyList<Finding> findings) =>
        conversation.Finish(findings.Count == 0 ? "I find nothing against it." : "This is to be looked at again.", new ReviewerResult(findings));

    private static IEnumerable<Finding> Findings(IReadOnlyList<DiffFile> files)
    {
        if (files.Count > 0 && files.All(file => FileKinds.IsTest(file.Path)))
        {
            yield return new Finding(Severity.Blocking, Rule, files[0].Path, FirstLine(files[0]), "Only tests are changed: what they test is as it was.");
        }
        else if (files.Count > 0 && files.Sum(file => file.Added) == 0)
        {
            yield return new Finding(Severity.Warning, Rule, files[0].Path, FirstLine(files[0]), "The change only takes lines away: look whether they were the fault, or its detection.");
        }
    }

    private static int FirstLine(DiffFile file) => file.Hunks.Count > 0 ? Math.Max(1, file.Hunks[0].Line) : 1;
}
