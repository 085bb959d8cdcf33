using System.Text;
using Factory.Publisher.Settings;
using Factory.Publisher.Trackers;
using Factory.Servers;
using Factory.Settings;

namespace Factory.Publisher.Tests.Settings;

public sealed class When_chats_and_trackers_are_named
{
    private static readonly string Token = Written();

    [Fact]
    public void Each_is_read_and_only_the_publisher_is_given_its_secrets()
    {
        var file = Read(
            $$"""
            chats:
              slack:
                kind: slack
                tokenEnvironment: PATH
                teams: [shop]
                socket: { tokenFile: {{Token}}, source: talk, team: shop }
            trackers:
              linear: { kind: linear, tokenFile: {{Token}}, states: { started: In Progress } }
              jira: { kind: jira, address: https://acme.atlassian.net, user: bot@acme.example, tokenFile: {{Token}} }
              old: { kind: jira, address: https://jira.acme.example/jira, tokenFile: {{Token}} }
            """);

        var chat = Assert.Single(file.Chats);
        Assert.Equal(("slack", "https://slack.com/api", "talk", "shop"), (chat.Name, chat.Api.AbsoluteUri, chat.Socket!.Source, chat.Socket.Team));
        Assert.Equal([("linear", TrackerSort.Linear, 2), ("jira", TrackerSort.Jira, 3), ("old", TrackerSort.Jira, 2)], file.Trackers.Select(tracker => (tracker.Name, tracker.Sort, tracker.Version)));
        Assert.Contains("PATH", file.SecretVariables);
    }

    [Theory]
    [InlineData("chats: { slack: { kind: slack } }", "name the token by tokenFile or by tokenEnvironment")]
    [InlineData("chats: { slack: { kind: slack, token: xoxb-1 } }", "a key is never written into this file")]
    [InlineData("chats: { slack: { kind: slack, tokenFile: /nowhere/token } }", "cannot be read")]
    [InlineData("chats: { slack: { kind: slack, tokenEnvironment: PATH, socket: { source: talk } } }", "name the token")]
    [InlineData("chats: { slack: { kind: teams, tokenEnvironment: PATH } }", "this is none of slack")]
    [InlineData("trackers: { jira: { kind: jira, tokenEnvironment: PATH } }", "name the site")]
    [InlineData("trackers: { linear: { kind: linear, user: a@b.example, tokenEnvironment: PATH } }", "this belongs to the kind jira")]
    public void A_mistake_is_said_with_its_line_and_key(string yaml, string said)
    {
        var wrong = Assert.Throws<SettingsFileException>(() => Read(yaml));

        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(1, wrong.Line);
        Assert.DoesNotContain("xoxb-1", wrong.Message, StringComparison.Ordinal);
    }

    private static PublisherFile Read(string yaml) => PublisherFile.Parse("/etc/factory.publisher.yaml", Encoding.UTF8.GetBytes(yaml));

    private static string Written()
    {
        var file = Path.Combine(TestServers.NewFolder(), "token");
        File.WriteAllText(file, "for-tests-only");
        return file;
    }
}
