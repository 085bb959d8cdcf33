using Factory.History;
using Factory.Workspaces.Scanning;

namespace Factory.Droids.Quoting;

/// <summary>Text of others as a droid is shown it: fenced, labelled with where it comes from, without what cannot be seen and without secrets.</summary>
public static class Quotation
{
    private const int LongestOrigin = 1_000;

    /// <param name="origin">Who wrote it and how far it is to be trusted, in a few words of our own; part of the fence's first line.</param>
    /// <param name="longest">Characters at most; more is cut, with a note.</param>
    public static string Of(string text, string origin, int longest)
    {
        var (shown, comments) = HtmlComments.Remove(text);
        (shown, var unseen) = UnseenText.Remove(shown);
        shown = Redaction.Of(shown);
        var cut = shown.Length <= longest ? "" : $"\n[cut: {shown.Length - longest} more characters]";
        shown = shown.Length <= longest ? shown : shown[..(char.IsHighSurrogate(shown[longest - 1]) ? longest - 1 : longest)];
        var fence = Fence(shown);
        return $"{fence}text ({Label(origin)}{TakenOut(comments, unseen)})\n{shown.TrimEnd('\n')}{cut}\n{fence}";
    }

    /// <summary>Paths may be part of it: whoever names a file must not write beyond the fence's first line, or make it none.</summary>
    private static string Label(string origin) => OneLine.Of(origin, LongestOrigin).Replace('`', '\'');

    private static string TakenOut(int comments, int unseen) => (comments, unseen) switch
    {
        (0, 0) => "",
        (_, 0) => $"; taken out: {comments} hidden comments",
        (0, _) => $"; taken out: {unseen} unseen characters",
        _ => $"; taken out: {comments} hidden comments, {unseen} unseen characters",
    };

    /// <summary>A fence that the text itself does not hold, so that it cannot end its own quotation.</summary>
    private static string Fence(string text)
    {
        var (longest, run) = (2, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', longest + 1);
    }
}
