namespace Texts;

public static class Runs
{
    public static int Longest(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var longest = 1;
        var current = 0;
        for (var at = 1; at < text.Length; at++)
        {
            current = text[at] == text[at - 1] ? current + 1 : 1;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    public static string Encode(string text)
    {
        var encoded = "";
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] == text[at])
            {
                end++;
            }

            encoded += end - at == 1 ? $"{text[at]}" : $"{end - at}{text[at]}";
            at = end;
        }

        return encoded;
    }
}
