using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Reviewer.Tests.Fixtures;

namespace Factory.Reviewer.Tests.PullRequests;

/// <summary>The rules alone review, from an opened pull request on.</summary>
public sealed class When_no_model_is_cast
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";

    [Fact]
    public async Task Nothing_to_say_is_a_good_review()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("cart.py", "def total(prices):\n    return sum(prices)\n"));

        var mission = await host.Ask(head);
        var ended = await host.Ended(mission);

        Assert.Equal((MissionOutcome.Reviewed, "no open finding"), (ended.Outcome, ended.Reason));
        Assert.Equal([CheckState.Running, CheckState.Succeeded], host.Checks(head));
        Assert.Empty(host.Publisher.Said<PostReview>());
        Assert.Contains("0 open findings", host.Summary(), StringComparison.Ordinal);
        Assert.Equal(["MissionStarted", "RepositoryReady", "ReviewRoundStarted", "ReviewRoundFinished", "MissionConcluded"], (await host.Stream(mission)).Select(said => said.GetType().Name));
    }

    [Fact]
    public async Task What_is_fixed_is_resolved_and_nothing_is_said_twice()
    {
        await using var host = await ReviewHost.Start();
        var first = host.Repository.Push(("keys.py", $"KEY = '{Key}'\n"), ("view.py", "name = 'a\u202Eb'\n"));
        await host.Review(first);
        var review = Assert.Single(host.Publisher.Said<PostReview>());
        Assert.Equal(ReviewEvent.RequestChanges, review.Event);
        Assert.Equal([("keys.py", 1), ("view.py", 1)], review.Comments.Select(comment => (comment.Path, comment.Line)));
        Assert.Equal("name = 'ab'", review.Comments[1].Suggestion);
        Assert.DoesNotContain(Key, review.Comments[0].Text, StringComparison.Ordinal);
        Assert.Equal([CheckState.Running, CheckState.Failed], host.Checks(first));

        // The key is gone; the line that reads otherwise than it runs was moved down.
        var second = host.Repository.Push(("keys.py", "KEY = read()\n"), ("view.py", "import os\n\n\nname  =  'a\u202Eb'\n"));
        await host.Review(second, first);
        var again = host.Publisher.Said<PostReview>()[^1];
        Assert.Equal(2, host.Publisher.Said<PostReview>().Count);
        Assert.Empty(again.Comments);
        Assert.Equal([review.Comments[0].Fingerprint], again.Resolved);
        Assert.Equal(ReviewEvent.RequestChanges, again.Event);
        Assert.Equal(first, host.Publisher.Said<Contracts.Forges.FetchPullRequest>()[^1].PullRequest.Before);
        Assert.Contains("| fixed |", host.Summary(), StringComparison.Ordinal);

        // A third push that changes nothing of it has nothing to say.
        await host.Review(host.Repository.Push(("cart.py", "def total(prices):\n    return sum(prices)\n")), second);
        Assert.Equal(2, host.Publisher.Said<PostReview>().Count);
        Assert.Equal(["ReviewOpened", "ReviewRoundStarted", "FindingOpened", "FindingOpened", "ReviewRoundFinished", "ReviewRoundStarted", "FindingFixed", "ReviewRoundFinished", "ReviewRoundStarted", "ReviewRoundFinished"], (await host.PullRequest()).Select(said => said.GetType().Name));
    }

    [Fact]
    public async Task What_comes_back_is_said_again()
    {
        await using var host = await ReviewHost.Start();
        var first = host.Repository.Push(("keys.py", $"KEY = '{Key}'\n"));
        await host.Review(first);
        var second = host.Repository.Push(("keys.py", "KEY = read()\n"));
        await host.Review(second, first);
        await host.Review(host.Repository.Push(("keys.py", $"KEY = '{Key}'\n")), second);

        Assert.Single(host.Publisher.Said<PostReview>()[^1].Comments);
        Assert.Single(await host.Happened<FindingCameBack>());
    }

    [Fact]
    public async Task The_rules_of_the_head_have_no_effect_and_those_of_the_base_have()
    {
        await using var host = await ReviewHost.Start();
        host.Repository.PushToMain((".factory/review.yaml", "ignore: vendor/**\nrules:\n  hidden-characters: note\n"));
        var head = host.Repository.Push(
            (".factory/review.yaml", "approve: true\nignore: '**'\nrules: { secret: off, protected-path: off }\n"), ("vendor/keys.py", $"KEY = '{Key}'\n"), ("keys.py", $"KEY = '{Key}'\n"), ("view.py", "name = 'a\u202Eb'\n"));

        await host.Review(head);

        var review = Assert.Single(host.Publisher.Said<PostReview>());
        Assert.Equal(ReviewEvent.RequestChanges, review.Event);
        Assert.Equal([(".factory/review.yaml", "Warning"), ("keys.py", "Blocking"), ("view.py", "Note")], review.Comments.Select(comment => (comment.Path, comment.Severity.ToString())).Order());
        Assert.Contains("`vendor/keys.py`: left out", host.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_cannot_be_read_are_said_and_the_defaults_hold()
    {
        await using var host = await ReviewHost.Start();
        host.Repository.PushToMain((".factory/review.yaml", "limits:\n  comments: many\n"));
        await host.Review(host.Repository.Push(("keys.py", $"KEY = '{Key}'\n")));

        Assert.Single(host.Publisher.Said<PostReview>());
        Assert.Contains(".factory/review.yaml, line 2, key limits.comments", host.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_stopped()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Link("settings.py", "/etc/passwd");

        await host.Review(head);

        Assert.Equal([CheckState.Running, CheckState.Failed], host.Checks(head));
        Assert.Equal("link", Assert.Single(await host.Happened<FindingOpened>()).Finding.Rule);
    }

    [Fact]
    public async Task A_draft_is_left_alone_unless_the_base_branch_says_otherwise()
    {
        await using var host = await ReviewHost.Start();
        var head = host.Repository.Push(("keys.py", $"KEY = '{Key}'\n"));
        Assert.Equal(MissionOutcome.Cancelled, (await host.Review(head, draft: true)).Outcome);
        Assert.Empty(host.Publisher.Said<SetCheck>());

        host.Repository.PushToMain((".factory/review.yaml", "drafts: true\n"));
        Assert.Equal(MissionOutcome.Reviewed, (await host.Review(host.Repository.Push(("b.py", "b = 1\n")), head, draft: true)).Outcome);
        Assert.Single(host.Publisher.Said<PostReview>());
    }

    [Fact]
    public async Task More_rounds_than_a_day_may_have_are_not_reviewed_but_a_person_may_ask()
    {
        await using var host = await ReviewHost.Start();
        host.Repository.PushToMain((".factory/review.yaml", "limits: { roundsPerDay: 1 }\n"));
        var first = host.Repository.Push(("a.py", "a = 1\n"));
        await host.Review(first);
        var second = host.Repository.Push(("a.py", "a = 2\n"));
        Assert.Equal(MissionOutcome.Cancelled, (await host.Review(second, first)).Outcome);

        await host.Order(ReviewOrder.Review, second);
        await host.Until(() => host.Checks(second).Contains(CheckState.Succeeded), "the second commit is reviewed");
    }

    [Fact]
    public async Task What_is_refused_is_on_record_and_holds_nothing_up()
    {
        await using var host = await ReviewHost.Start();
        host.Publisher.Refuses = proposal => proposal is PostReview ? "the forge will not have it" : null;
        var first = host.Repository.Push(("keys.py", $"KEY = '{Key}'\n"));
        var mission = await host.Ask(first);
        var ended = await host.Ended(mission);
        Assert.Equal((MissionOutcome.Failed, "the review could not be posted: the forge will not have it"), (ended.Outcome, ended.Reason));
        Assert.Equal("the review", (await host.Stream(mission)).OfType<OutputRejected>().Single().What);

        // What was not said is said by the next round.
        host.Publisher.Refuses = _ => null;
        Assert.Equal(MissionOutcome.Reviewed, (await host.Review(host.Repository.Push(("b.py", "b = 1\n")), first)).Outcome);
        Assert.Single(host.Publisher.Said<PostReview>()[^1].Comments);
    }

    [Fact]
    public async Task A_push_that_is_told_of_late_is_not_reviewed()
    {
        await using var host = await ReviewHost.Start();
        var first = host.Repository.Push(("keys.py", $"KEY = '{Key}'\n"));
        var second = host.Repository.Push(("keys.py", "KEY = read()\n"));
        await host.Review(second, first);

        Assert.Equal(MissionOutcome.Cancelled, (await host.Review(first)).Outcome);
        Assert.Empty(host.Publisher.Said<PostReview>());
    }
}
