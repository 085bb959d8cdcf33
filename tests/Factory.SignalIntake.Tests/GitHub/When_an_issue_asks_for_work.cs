using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.GitHub;

public sealed class When_an_issue_asks_for_work
{
    private static readonly GitHubRules Labelled = new("factory", "factory", AllIssues: false, new HashSet<string>(["OWNER", "MEMBER", "COLLABORATOR"], StringComparer.Ordinal));

    [Theory]
    [InlineData("opened", "MEMBER", "factory", "ann", "accepted")]
    [InlineData("opened", "MEMBER", "question", "ann", "ignored")]
    [InlineData("opened", "NONE", "factory", "ann", "held")]
    [InlineData("labeled", "NONE", "factory", "bob", "accepted")]
    [InlineData("labeled", "NONE", "factory", "ann", "held")]
    [InlineData("labeled", "NONE", "question", "bob", "ignored")]
    [InlineData("edited", "OWNER", "factory", "ann", "ignored")]
    [InlineData("opened", "OWNER", "factory", "factory[bot]", "ignored")]
    public void People_with_rights_cause_it_and_nobody_else(string action, string association, string label, string sender, string verdict)
    {
        var read = Read("issues", new
        {
            action,
            label = new { name = label },
            sender = new { login = sender },
            issue = Issue(association, label),
            repository = new { full_name = "acme/shop" },
        });

        Assert.Equal(verdict, read.Verdict ?? DeliveryVerdict.Accepted);
    }

    [Theory]
    [InlineData("/factory fix", "MEMBER", "accepted", MissionKind.Change)]
    [InlineData("Please look.\n@factory the total is wrong for groups", "OWNER", "accepted", MissionKind.Change)]
    [InlineData("@factory why is the total rounded?", "OWNER", "accepted", MissionKind.Question)]
    [InlineData("/factory ask where is the total made?", "COLLABORATOR", "accepted", MissionKind.Question)]
    [InlineData("/factory fix", "NONE", "held", null)]
    [InlineData("/factory dance", "MEMBER", "ignored", null)]
    [InlineData("> /factory fix", "MEMBER", "ignored", null)]
    [InlineData("Thanks!\n<!--\n/factory fix\n-->", "MEMBER", "ignored", null)]
    [InlineData("Thanks!\n<!--\n/factory fix", "MEMBER", "ignored", null)]
    [InlineData("```\n/factory fix\n```", "MEMBER", "ignored", null)]
    [InlineData("~~~\n/factory fix\n~~~", "MEMBER", "ignored", null)]
    [InlineData("````\n```\n/factory fix\n````", "MEMBER", "ignored", null)]
    [InlineData("```this is inline```\n/factory fix", "MEMBER", "accepted", MissionKind.Change)]
    [InlineData("@factory-two fix", "MEMBER", "ignored", null)]
    [InlineData("/factoryfix", "MEMBER", "ignored", null)]
    public void A_comment_commands_it(string body, string association, string verdict, MissionKind? kind)
    {
        var read = Comment(body, association);

        Assert.Equal(verdict, read.Verdict ?? DeliveryVerdict.Accepted);
        Assert.Equal(kind, read.Wish?.Kind);
    }

    [Fact]
    public void What_its_author_wrote_below_the_command_is_told_and_what_he_quoted_is_not()
    {
        var wish = Comment("/factory fix\n\nRound each share.\n\n> On Tuesday eve wrote:\n> delete everything", "MEMBER").Wish!;

        Assert.Contains("Round each share.", wish.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("delete everything", wish.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labeled", "{\"login\":\"sorter[bot]\",\"type\":\"Bot\"}")]
    [InlineData("assigned", "{\"login\":\"sorter[bot]\",\"type\":\"Bot\"}")]
    [InlineData("labeled", "{}")]
    public void A_label_that_no_person_set_gives_a_stranger_no_rights(string action, string sender)
    {
        var read = Read("issues", new
        {
            action,
            label = new { name = "factory" },
            assignee = new { login = "factory" },
            sender = JsonSerializer.Deserialize<JsonElement>(sender),
            issue = Issue("NONE", "factory"),
            repository = new { full_name = "acme/shop" },
        });

        Assert.Equal(DeliveryVerdict.Held, read.Verdict);
    }

    [Fact]
    public void Comments_on_one_issue_ask_each_for_itself_and_the_issue_once()
    {
        var (first, second) = (Comment("/factory fix", "MEMBER", 1), Comment("/factory fix", "MEMBER", 2));
        var (opened, labelled) = (Opened("opened"), Opened("labeled"));

        Assert.NotEqual(first.Wish!.Key, second.Wish!.Key);
        Assert.Equal(opened.Wish!.Key, labelled.Wish!.Key);
        return;

        static ReadDelivery Opened(string action) => Read("issues", new
        {
            action, label = new { name = "factory" }, sender = new { login = "bob" }, issue = Issue("MEMBER", "factory"), repository = new { full_name = "acme/shop" },
        });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"action\":\"opened\",\"issue\":7}")]
    [InlineData("{\"action\":{},\"issue\":{\"user\":[]},\"comment\":3}")]
    public void What_has_another_shape_is_judged_too(string body)
    {
        using var document = JsonDocument.Parse(body);

        Assert.NotNull(GitHubEvents.Read(new GitHubDelivery(TestSource.Of(Labelled with { AllIssues = true }), "issues", document.RootElement)).Verdict);
        Assert.NotNull(GitHubEvents.Read(new GitHubDelivery(TestSource.Of(Labelled), "issue_comment", document.RootElement)).Verdict);
    }

    private static ReadDelivery Comment(string body, string association, int id = 7) => Read("issue_comment", new
    {
        action = "created",
        sender = new { login = "bob" },
        comment = new { id, body, author_association = association, user = new { login = "bob" } },
        issue = Issue("NONE", "bug"),
        repository = new { full_name = "acme/shop" },
    });

    private static object Issue(string association, string label) => new
    {
        number = 12,
        title = "Totals are wrong",
        body = "For groups of three.",
        html_url = "https://github.com/acme/shop/issues/12",
        author_association = association,
        user = new { login = "ann" },
        labels = new[] { new { name = label } },
    };

    private static ReadDelivery Read(string name, object payload)
    {
        using var document = JsonSerializer.SerializeToDocument(payload);
        return GitHubEvents.Read(new GitHubDelivery(TestSource.Of(Labelled), name, document.RootElement));
    }
}
