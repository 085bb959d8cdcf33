using Factory.Droids.Diffs;

namespace Factory.Reviewer.Rules;

/// <summary>A line that a change adds or removes, with its file.</summary>
/// <param name="Line">Line number in the new file for added lines, in the old file for removed ones; from 1.</param>
internal sealed record ChangedLine(string Path, int Line, bool Added, string Text)
{
    public static IReadOnlyList<ChangedLine> In(string diff) =>
    [
        .. from file in DiffReader.Read(diff)
           from hunk in file.Hunks
           from line in hunk.Lines
           select new ChangedLine(file.Path, line.Number, line.Added, line.Text),
    ];
}
