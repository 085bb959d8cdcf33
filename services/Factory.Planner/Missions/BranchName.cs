using System.Text;
using Factory.Contracts;
using Factory.Contracts.Repositories;

namespace Factory.Planner.Missions;

/// <summary>The branch of a mission: <c>factory/&lt;short-mission-id&gt;-&lt;slug&gt;</c>, in lower-case ASCII letters, digits and single hyphens.</summary>
internal static class BranchName
{
    private const int LongestSlug = 40;

    public static string For(Guid missionId, string title)
    {
        var slug = Slug(title);
        return $"{PublishChange.BranchPrefix}{Ids.Short(missionId)}-{(slug.Length > 0 ? slug : "change")}";
    }

    /// <summary>Whole words as far as they fit; only a first word that is too long is cut.</summary>
    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var word in Words(title))
        {
            if (slug.Length > 0 && slug.Length + 1 + word.Length > LongestSlug)
                break;
            if (slug.Length > 0)
                slug.Append('-');
            slug.Append(word.AsSpan(0, Math.Min(word.Length, LongestSlug)));
        }

        return slug.ToString();
    }

    private static string[] Words(string title) =>
        string.Concat(title.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
