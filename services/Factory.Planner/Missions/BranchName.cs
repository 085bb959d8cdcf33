using System.Text;
using Factory.Contracts;

namespace Factory.Planner.Missions;

/// <summary>The branch of a mission: <c>factory/&lt;short-mission-id&gt;-&lt;slug&gt;</c>, in lower-case ASCII letters, digits and single hyphens.</summary>
internal static class BranchName
{
    private const int LongestSlug = 40;

    public static string For(Guid missionId, string title)
    {
        var slug = new StringBuilder();
        foreach (var character in title)
        {
            if (slug.Length >= LongestSlug)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var name = slug.ToString().Trim('-');
        return $"factory/{Ids.Short(missionId)}-{(name.Length > 0 ? name : "change")}";
    }
}
