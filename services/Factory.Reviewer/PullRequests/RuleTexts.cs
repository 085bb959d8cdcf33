namespace Factory.Reviewer.PullRequests;

/// <summary>The rules that look at pull requests, and what people are told of them who ask.</summary>
internal static class RuleTexts
{
    private static readonly Dictionary<string, string> Why = new(StringComparer.Ordinal)
    {
        ["secret"] = "A key or token that was pushed once is known to all who can read the repository, and stays in its history. Revoke it, put the new one where secrets belong, and take the line out.",
        ["hidden-characters"] = "Bidirectional, zero-width and tag characters make code read otherwise than it runs. Delete them; where a text needs one, write its escape.",
        ["protected-path"] = "Files like this one decide over code from outside of it: what runs in continuous integration, who has to review, what tools and droids obey. Somebody who may decide that has to look.",
        ["tests-deleted"] = "What a deleted test held nobody sees any more. Say what holds it now, or keep it.",
        ["tests-skipped"] = "A test that is skipped or expected to fail passes whatever the code does.",
        ["tests-unreadable"] = "The change of this test cannot be shown as lines, so nobody sees from the diff what it does.",
        ["tests-weakened"] = "More assertions were taken out of this test than came in.",
        ["test-settings"] = "This file decides which tests run and how.",
        ["link"] = "A symbolic link makes tools read or write somewhere else than its name says, even outside of the repository.",
        ["submodule"] = "A submodule brings in code that this pull request does not show, from an address that it names.",
        ["too-large"] = "There is more than can be looked at. Smaller pull requests are reviewed better, by people as well.",
    };

    public static IEnumerable<string> Names => Why.Keys.Order(StringComparer.Ordinal);

    public static bool Knows(string rule) => Why.ContainsKey(rule);

    /// <summary>Why a rule is one; null for what a droid found.</summary>
    public static string? Of(string rule) => Why.GetValueOrDefault(rule);
}
