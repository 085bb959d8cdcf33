using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Messaging;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Tests.Fixtures;
using Factory.SignalIntake.Tests.Judging;
using Npgsql;

namespace Factory.SignalIntake.Tests.Alike;

public sealed class When_deliveries_say_the_same : IAsyncLifetime
{
    private IntakeHost _intake = null!;

    public async ValueTask InitializeAsync() => _intake = await IntakeHost.Start();

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Theory]
    [InlineData("Timeout after 3012 ms for order 8f14e45fceea167a", "timeout after ms for order")]
    [InlineData("KeyError: 'cart-17' in checkout", "keyerror in checkout")]
    [InlineData("User 6ff0d0f1-aaaa-bbbb-cccc-0123456789ab failed (0x1F)", "user failed")]
    [InlineData("12:30", null)]
    public void A_title_is_known_without_its_numbers_ids_and_quoted_parts(string title, string? fingerprint) => Assert.Equal(fingerprint, Fingerprints.Of(title));

    [Fact]
    public async Task A_storm_is_one_incident_and_those_after_the_first_are_counted()
    {
        var storm = Enumerable.Range(0, 41).Select(at => _intake.Delivery("alerts", "", Alert($"Timeout after {at} ms in checkout", $"Request {at} of shard {at % 3} got no answer."))).ToList();
        foreach (var delivery in storm)
            await _intake.Store(delivery);
        await _intake.JudgeStored([.. storm[..20].Select(delivery => delivery.Id)]);
        await _intake.JudgeStored([.. storm[20..].Select(delivery => delivery.Id)]);
        var other = await _intake.Judge("alerts", "", Alert("Disk full on db", "Nothing can be written, and every table is read only since noon."));

        var listed = await _intake.Get<DeliveryStore>().Latest(IntakeHost.Team, 100, CancellationToken.None);
        var first = Assert.Single(listed, one => one.Verdict == "accepted" && one.Id != other.Id);
        Assert.Equal(40, first.More);
        Assert.Equal(40, listed.Count(one => one.Verdict == "duplicate"));
        Assert.Equal("accepted", other.Verdict);
    }

    [Fact]
    public async Task The_same_in_other_words_is_a_duplicate_and_a_person_lets_it_through()
    {
        var first = await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is charged for an order of exactly 50", "An order of exactly 50 should ship for free. It costs 5."));
        var second = await _intake.Judge("issues", When_deliveries_are_judged.Issue(32, "Shipping charged for order of exactly 50", "An order of exactly 50 should be shipped for free, but it costs 5."));
        var other = await _intake.Judge("issues", When_deliveries_are_judged.Issue(33, "The search finds nothing with an umlaut", "Searching for Müller gives no result since the last release."));

        await Force(second.Id);

        Assert.Equal(("accepted", "duplicate", "accepted"), (first.Verdict, second.Verdict, other.Verdict));
        Assert.Contains("Shipping is charged for an order of exactly 50", second.Why, StringComparison.Ordinal);
        Assert.Equal(first.SignalId, second.SignalId);
        Assert.Equal("accepted", (await _intake.JudgeStored(second.Id)).Verdict);
    }

    [Fact]
    public async Task Two_in_other_words_that_are_judged_together_are_one_and_its_duplicate()
    {
        var deliveries = new[]
        {
            When_deliveries_are_judged.Issue(31, "Shipping is charged for an order of exactly 50", "An order of exactly 50 should ship for free. It costs 5."),
            When_deliveries_are_judged.Issue(32, "Shipping charged for order of exactly 50", "An order of exactly 50 should be shipped for free, but it costs 5."),
            When_deliveries_are_judged.Issue(33, "The search finds nothing with an umlaut", "Searching for Müller gives no result since the last release."),
        }.Select(issue => _intake.Delivery("github", "issues", issue)).ToList();
        foreach (var delivery in deliveries)
            await _intake.Store(delivery);

        await _intake.JudgeStored([.. deliveries.Select(delivery => delivery.Id)]);

        var seen = (await _intake.Get<DeliveryStore>().Latest(IntakeHost.Team, 10, CancellationToken.None)).ToDictionary(one => one.Id);
        var second = Assert.Single(seen.Values, one => one.Verdict == "duplicate");
        var first = Assert.Single(seen.Values, one => one.Verdict == "accepted" && one.SignalId == second.SignalId);
        Assert.Contains($"It says the same as '{first.Title}'", second.Why, StringComparison.Ordinal);
        Assert.Equal(1, first.More);
        Assert.Equal(2, seen.Values.Count(one => one.Verdict == "accepted"));
    }

    [Fact]
    public async Task Short_reports_are_not_alike_because_of_what_is_added_to_all()
    {
        await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is wrong", "It costs 5."));

        Assert.Equal("accepted", (await _intake.Judge("issues", When_deliveries_are_judged.Issue(32, "The menu is empty", "On phones."))).Verdict);
    }

    [Fact]
    public async Task What_was_told_in_words_is_done_however_alike()
    {
        await _intake.Judge("issues", When_deliveries_are_judged.Issue(12, "Totals are rounded", "As agreed."));

        Assert.Equal("accepted", (await _intake.Judge("issue_comment", Payloads.Comment("/factory fix", onPullRequest: false))).Verdict);
    }

    [Fact]
    public async Task What_is_reported_again_after_its_mission_ended_is_not_fixed()
    {
        var first = await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is charged for an order of exactly 50", "It costs 5."));
        await _intake.Value<int>($"UPDATE factory.signal_text SET ended_at = now() - interval '2 days' WHERE signal_id = '{first.SignalId}' RETURNING 1");

        Assert.Equal("accepted", (await _intake.Judge("issues", When_deliveries_are_judged.Issue(32, "Shipping is charged for an order of exactly 50", "It costs 5."))).Verdict);
    }

    [Fact]
    public async Task Without_the_extension_keys_alone_are_compared()
    {
        await using (var drop = _intake.Get<NpgsqlDataSource>().CreateCommand("DROP EXTENSION pg_trgm"))
            await drop.ExecuteNonQueryAsync();

        await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is charged", "It costs 5."));
        var second = await _intake.Judge("issues", When_deliveries_are_judged.Issue(32, "Shipping is charged", "It costs 5."));

        Assert.Equal("accepted", second.Verdict);
    }

    private async Task Force(Guid id) => await _intake.Get<Heart>().InTransaction(
        transaction =>
        {
            transaction.Write(DeliveryCommands.Reopen(IntakeHost.Team, id, again: true));
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private static object Alert(string title, string body) => new { title, body, key = Guid.NewGuid() };
}
