using System.Text.RegularExpressions;

namespace Factory.Router.Dialects;

/// <summary>Takes out what some open models think within their answer: nothing in it is said to anyone, and no call in it is meant.</summary>
internal static partial class ThinkingAloud
{
    public static string Without(string text) =>
        text.Contains("<think>", StringComparison.Ordinal) || text.Contains("</think>", StringComparison.Ordinal) ? Thoughts().Replace(text, "").TrimStart() : text;

    // The first tag is often part of the template and not sent; the last is missing when the answer was cut.
    [GeneratedRegex(@"\A\s*(<think>)?.*?</think>|<think>.*?(</think>|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thoughts();
}
