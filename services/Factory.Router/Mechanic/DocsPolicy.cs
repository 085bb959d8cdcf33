using Factory.Contracts.Transcripts;
using Factory.Droids.Diffs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Router.Mechanic;

/// <summary>Reads the diff and the changelog, adds a line to the changelog where it keeps unreleased changes, and describes the change.</summary>
internal static class DocsPolicy
{
    private const string ChangelogPath = "CHANGELOG.md";
    private const int ChangelogLines = 200;

    public static Answer Answer(Conversation conversation)
    {
        if (TaskSections.Of(conversation.Task) is var asked && asked.Has("Follow"))
        {
            return FollowPolicy.Answer(conversation, asked);
        }

        if (conversation.Newest(ToolCatalog.Diff) is not { } diff)
        {
            var changelog = new { path = ChangelogPath, lastLine = ChangelogLines };
            return conversation.Call("I look at the change and at the changelog.", (ToolCatalog.Diff, new { }), (ToolCatalog.Read, changelog));
        }

        var task = TaskSections.Of(conversation.Task);
        return Edit(conversation, task) is { } edit && conversation.Newest(ToolCatalog.Edit) is null
            ? conversation.Call("The changelog gets a line.", (ToolCatalog.Edit, edit))
            : conversation.Finish("This is what the change says.", new DocsResult(ChangeWords.Title(task.Title), ChangeWords.Description(task, DiffReader.Read(diff.Text))));
    }

    private static object? Edit(Conversation conversation, TaskSections task)
    {
        if (conversation.Newest(ToolCatalog.Read) is not { IsError: false } read || Changelog.Entry(read.Text, ChangeWords.Entry(task.Title)) is not { } entry)
        {
            return null;
        }

        return new { operation = "replace", path = ChangelogPath, oldText = entry.Old, newText = entry.New };
    }
}
