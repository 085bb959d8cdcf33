using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Scanning;
using Factory.Workspaces.Testing;

namespace Factory.Workspaces.Tests;

public sealed class When_a_text_holds_a_secret
{
    private static readonly string Token = "ghp_" + new string('a', 36);

    [Fact]
    public void What_stands_in_its_place_says_what_it_was() =>
        Assert.Equal("token: [redacted: a GitHub token], twice [redacted: a GitHub token].", Redaction.Of($"token: {Token}, twice {Token}."));

    [Fact]
    public void A_key_block_goes_whole_wherever_it_stands()
    {
        var key = $"-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA{new string('b', 64)}\n{new string('c', 64)}==\n-----END RSA PRIVATE KEY-----";
        var numbered = string.Join('\n', key.Split('\n').Select((line, number) => $"{number + 1,6}  {line}"));

        Assert.Equal("a\n[redacted: a private key]\nb", Redaction.Of($"a\n{key}\nb"));
        Assert.Equal("     1  [redacted: a private key]\nb", Redaction.Of($"{numbered}\nb"));
        Assert.DoesNotContain("ccc", Redaction.Of(string.Join('\n', key.Split('\n').Select(line => "+" + line))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_block_whose_end_was_cut_off_goes_as_far_as_it_can_be_told()
    {
        var cut = $"-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA{new string('b', 64)}\n[cut: 12 lines]\nThe end.";

        Assert.Equal("[redacted: a private key][cut: 12 lines]\nThe end.", Redaction.Of(cut));
    }

    [Fact]
    public async Task It_is_not_in_the_log_of_a_command_that_proves_something()
    {
        await using var opened = await OpenedWorkspace.Open();
        opened.Workspace.Files.Write("token.txt", Token);

        var log = Assert.Single(await EvidenceCommands.Run(opened.Workspace, [new EvidenceCommand("A1", "cat token.txt")], "base", "commit", OpenedWorkspace.Cancel));

        Assert.Contains("[redacted: a GitHub token]", Encoding.UTF8.GetString(log.Report.Log), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(log.Report.Log)), log.LogHash);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are_where_they_hold_none()
    {
        byte[] bytes = [0xFF, 0xFE, 0x00, 0x41];

        Assert.Same(bytes, Redaction.Of(bytes));
    }

    [Fact]
    public void Text_without_one_is_the_same_text()
    {
        const string text = "sk-loading-indicator-of-a-page and AKIA are no keys";

        Assert.Same(text, Redaction.Of(text));
    }
}
