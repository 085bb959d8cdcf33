namespace Factory.Workspaces.Files;

internal static class TextLines
{
    /// <summary>Lines with their line breaks.</summary>
    public static List<string> Split(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[from..end]);
            from = end;
        }

        return lines;
    }

    /// <summary>Number of the line, from 1, that the position is in.</summary>
    public static int At(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;
}
