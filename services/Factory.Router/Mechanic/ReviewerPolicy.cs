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

    public static Answer Answer(Conversation conversation) => conversation.Newest(ToolCatalog.Diff) switch
    {
        null => conversation.Call("I look at the change.", (ToolCatalog.Diff, new { })),
        { IsError: true } failed => Finish(conversation, [new Finding(Severity.Blocking, Rule, "", 0, $"The diff could not be read: {OneLine.Of(failed.Text, 300)}")]),
        { } diff => Finish(conversation, [.. Findings(DiffReader.Read(diff.Text))]),
    };

    private static Answer Finish(Conversation conversation, IReadOnlyList<Finding> findings)
    {
        var approved = findings.All(finding => finding.Severity != Severity.Blocking);
        return conversation.Finish(approved ? "I find nothing against it." : "This may not go in.", new ReviewerResult(approved, findings));
    }

    private static IEnumerable<Finding> Findings(IReadOnlyList<DiffFile> files)
    {
        if (files.Count == 0)
        {
            yield return new Finding(Severity.Blocking, Rule, "", 0, "The change is empty.");
        }
        else if (files.All(file => FileKinds.IsTest(file.Path)))
        {
            yield return new Finding(Severity.Blocking, Rule, files[0].Path, FirstLine(files[0]), "Only tests are changed: what they test is as it was.");
        }
        else if (files.Sum(file => file.Added) == 0)
        {
            yield return new Finding(Severity.Warning, Rule, files[0].Path, FirstLine(files[0]), "The change only takes lines away: look whether they were the fault, or its detection.");
        }
    }

    private static int FirstLine(DiffFile file) => file.Hunks.Count > 0 ? file.Hunks[0].Line : 0;
}
