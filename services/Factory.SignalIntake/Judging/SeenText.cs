using Factory.Droids.Quoting;

namespace Factory.SignalIntake.Judging;

/// <summary>What people said, as it is passed on: without what those who read it where it was said do not see.</summary>
internal static class SeenText
{
    private const int Longest = 60_000;

    public static string Clean(string? text)
    {
        var (shown, _, _) = Seen(text);
        return shown.Length <= Longest ? shown : shown[..(char.IsHighSurrogate(shown[Longest - 1]) ? Longest - 1 : Longest)];
    }

    /// <summary>What <see cref="Clean"/> takes out, for the verdict; empty for nothing.</summary>
    public static string TakenOut(params ReadOnlySpan<string?> texts)
    {
        var (comments, characters) = (0, 0);
        foreach (var text in texts)
        {
            var (_, hidden, unseen) = Seen(text);
            (comments, characters) = (comments + hidden, characters + unseen);
        }

        return comments + characters == 0 ? "" : $"Taken out: {comments} hidden comments, {characters} unseen characters.";
    }

    private static (string Shown, int Comments, int Characters) Seen(string? text)
    {
        var (shown, comments) = HtmlComments.Remove((text ?? "").ReplaceLineEndings("\n"));
        (shown, var characters) = UnseenText.Remove(shown);
        return (shown, comments, characters);
    }
}
