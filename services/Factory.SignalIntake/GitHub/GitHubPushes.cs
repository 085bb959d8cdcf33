using Factory.Contracts.Forges;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Pushes that take back what the factory changed. Other pushes say nothing that their pull requests do not.</summary>
internal static class GitHubPushes
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        if (delivery.Target is null)
            return GitHubEvents.Unlisted(delivery);
        var news = GitHubLookups.Reverted(delivery.Root).SelectMany(revert => Of(delivery, revert)).ToList();
        return news.Count == 0 ? ReadDelivery.Ignored("The push takes nothing back that the factory changed.") : ReadDelivery.Tells($"{Shown(delivery.Sender)} took back what the factory changed: pull request {string.Join(", ", news.Select(one => one.PullRequest.Number))}.", news);
    }

    /// <summary>On another branch than the one that it was merged into it is not taken back yet.</summary>
    private static IEnumerable<News> Of(GitHubDelivery delivery, (string Commit, string By) revert) =>
        from known in delivery.Known
        where known.Own && known.MergeCommit == revert.Commit && delivery.Root.Text("ref") == $"refs/heads/{known.Ref.BaseBranch}"
        select new News($"github:{delivery.Repository}!{known.Ref.Number}:reverted:{revert.By}", delivery.Repository!, known.Ref, PullRequestHappening.Reverted, Shown(delivery.Sender)) { Commit = revert.By };
}
