using System.Text;
using Factory.SignalIntake.Slack;

namespace Factory.SignalIntake.Tests.Slack;

public sealed class When_Slack_proves_itself
{
    // The example of Slack's documentation.
    private const string Time = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void Its_own_example_holds_within_five_minutes(int seconds) => Assert.True(Holds(Signature, Time, Body, seconds));

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    [InlineData(86_400)]
    public void And_neither_later_nor_from_the_future(int seconds) => Assert.False(Holds(Signature, Time, Body, seconds));

    [Theory]
    [InlineData(null, Time)]
    [InlineData("", Time)]
    [InlineData("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", Time)]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", Time)]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504", Time)]
    [InlineData("v0=", Time)]
    [InlineData(Signature, null)]
    [InlineData(Signature, "")]
    [InlineData(Signature, " 1531420618")]
    [InlineData(Signature, "+1531420618")]
    [InlineData(Signature, "1531420619")]
    [InlineData(Signature, "-9223372036854775808")]
    [InlineData(Signature, "99999999999999999999")]
    public void Anything_else_does_not(string? signature, string? time) => Assert.False(Holds(signature, time, Body, 0));

    [Fact]
    public void Nor_do_other_bytes_that_say_the_same() => Assert.False(Holds(Signature, Time, $"\ufeff{Body}", 0));

    private static bool Holds(string? signature, string? time, string body, int seconds) =>
        SlackProof.Holds(signature, time, "8f742231b10e8888abcd99yyyzzz85a5"u8, Encoding.UTF8.GetBytes(body), Sent.AddSeconds(seconds));
}
