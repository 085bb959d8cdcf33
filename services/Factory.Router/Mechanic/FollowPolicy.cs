using Factory.Contracts.Transcripts;
using Factory.Droids.Diffs;
using Factory.Droids.Roles;
using Factory.Droids.Tools;
using System.Text.RegularExpressions;

namespace Factory.Router.Mechanic;

/// <summary>
/// Whether documentation must follow what was merged or deployed, by rules: a changelog that keeps unreleased changes gets a line for product that changed without one; documents that
/// name what is defined no longer are named to people. More takes a reader.
/// </summary>
internal static partial class FollowPolicy
{
    private const string ChangelogPath = "CHANGELOG.md";
    private const int ChangelogLines = 200;
    private const int MostNames = 20;
    private const int MostMentions = 10;

    private static readonly string[] Documents = [".md", ".markdown", ".rst", ".adoc", ".txt"];

    public static Answer Answer(Conversation conversation, TaskSections task)
    {
        if (conversation.Newest(ToolCatalog.Diff) is not { } diff)
            return conversation.Call("I look at what changed, and at the changelog.", (ToolCatalog.Diff, new { }), (ToolCatalog.Read, new { path = ChangelogPath, lastLine = ChangelogLines }));
        if (diff.IsError)
            return Nothing(conversation, diff.Text);
        var first = conversation.Turns[0].Of(ToolCatalog.Diff)!;
        List<DiffFile> product = [.. DiffReader.Read(first.Text).Where(file => !IsDocument(file.Path))];
        if (product.Count == 0)
            return Nothing(conversation, "no product changed between the commits that the report names (OLD..NEW)");
        var gone = Gone(product);
        if (gone.Count > 0 && conversation.Newest(ToolCatalog.Search) is null)
            return conversation.Call("I look for documents that name what is gone.", (ToolCatalog.Search, new { pattern = $"\\b({string.Join('|', gone.Select(Regex.Escape))})\\b", glob = "**/*.md" }));
        return Write(conversation, task, first.Text, product, gone);
    }

    private static Answer Write(Conversation conversation, TaskSections task, string diff, List<DiffFile> product, List<string> gone)
    {
        var mentions = gone.Count > 0 && conversation.Newest(ToolCatalog.Search) is { IsError: false } found ? Mentions(found.Text, gone) : [];
        var told = DiffReader.Read(diff).Any(file => file.Path.Equals(ChangelogPath, StringComparison.OrdinalIgnoreCase));
        if (told || conversation.Newest(ToolCatalog.Read) is not { IsError: false } read || Changelog.Entry(read.Text, ChangeWords.Entry(task.Title)) is not { } entry)
            return Nothing(conversation, $"{(told ? "the changelog tells of it already" : "the repository keeps no changelog of unreleased changes")}{(mentions.Count == 0 ? "" : $"; a person should look at documents that name what is gone: {string.Join("; ", mentions)}")}");
        if (conversation.Newest(ToolCatalog.Edit) is null)
            return conversation.Call("The changelog gets a line.", (ToolCatalog.Edit, new { operation = "replace", path = ChangelogPath, oldText = entry.Old, newText = entry.New }));
        return conversation.Finish("The changelog follows.", new DocsResult("Tell of what changed in the changelog", Describe(product, mentions)));
    }

    private static Answer Nothing(Conversation conversation, string reason) =>
        conversation.Finish("No documentation follows by the rules that I know.", new DocsResult("No documentation follows", "", Follows: false, $"by the mechanic's rules nothing must follow: {reason}"));

    private static string Describe(List<DiffFile> product, List<string> mentions) =>
        $"The changelog had no line for what changed in {product.Count} {(product.Count == 1 ? "file" : "files")}.{(mentions.Count == 0 ? "" : $"\n\nDocuments that name what is gone, for a person to look at:\n\n{string.Join('\n', mentions.Select(mention => $"- {mention}"))}")}";

    /// <summary>Names that were defined, and are not any more.</summary>
    private static List<string> Gone(List<DiffFile> product)
    {
        var added = Defined(product.SelectMany(file => file.Hunks).SelectMany(hunk => hunk.Added));
        return [.. Defined(product.SelectMany(file => file.Hunks).SelectMany(hunk => hunk.Removed)).Except(added, StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostNames)];
    }

    private static HashSet<string> Defined(IEnumerable<string> lines) => lines.Select(line => Definition().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Lines of the search that name one of them: path and line.</summary>
    private static List<string> Mentions(string found, List<string> gone) =>
        [.. found.Split('\n').Select(line => Place().Match(line)).Where(match => match.Success).Select(match => $"{match.Groups["place"].Value} ({gone.Find(name => match.Groups["text"].Value.Contains(name, StringComparison.Ordinal)) ?? "?"})").Take(MostMentions)];

    private static bool IsDocument(string path) => Documents.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*(public |export |pub |async |static )*(def|class|function|func|fn|interface|struct|record|enum)\s+(?<name>[A-Za-z_][A-Za-z0-9_]{2,})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(?<place>[^:\s]+:\d+):? ?(?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
