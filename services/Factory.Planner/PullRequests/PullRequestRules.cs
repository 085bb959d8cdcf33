using System.Globalization;
using Factory.Contracts.Missions;

namespace Factory.Planner.PullRequests;

/// <summary>How missions live on with their pull requests (<c>Factory:PullRequests</c>).</summary>
/// <param name="Reworks">Rounds that people and checks may ask for, 0 to 100; default 5.</param>
/// <param name="Gather">How long what is asked is gathered before its rework begins, since a review says many things at once; default 1 minute, at most 1 hour.</param>
/// <param name="MergeApproved">Whether the factory proposes to merge the commit that a person approved (<c>Merge</c>: <c>approved</c>); Publisher has a policy of its own. Default: people merge.</param>
internal sealed record PullRequestRules(int Reworks, TimeSpan Gather, bool MergeApproved)
{
    public const string Section = "Factory:PullRequests";

    /// <summary>How long a pull request is waited for, from when it was opened.</summary>
    public static readonly TimeSpan Longest = MissionLimits.LongestMission;

    public static readonly PullRequestRules Default = new(5, TimeSpan.FromMinutes(1), MergeApproved: false);

    /// <exception cref="InvalidOperationException">A value is none.</exception>
    public static PullRequestRules Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new PullRequestRules(
            section[nameof(Reworks)] is not { } reworks ? Default.Reworks
                : int.TryParse(reworks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number
                : throw Wrong(nameof(Reworks), reworks, "a number from 0 to 100"),
            section[nameof(Gather)] is not { } gather ? Default.Gather
                : TimeSpan.TryParse(gather, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= TimeSpan.FromHours(1) ? time
                : throw Wrong(nameof(Gather), gather, "a time from 00:00:00 to 01:00:00"),
            section["Merge"] switch { null or "never" => false, "approved" => true, var other => throw Wrong("Merge", other, "never or approved") });
    }

    private static InvalidOperationException Wrong(string key, string value, string right) => new($"Configuration key {Section}:{key} is '{value}': write {right}.");
}
