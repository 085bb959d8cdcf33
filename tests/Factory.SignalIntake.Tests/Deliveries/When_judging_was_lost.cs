using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Tests.Fixtures;
using Factory.SignalIntake.Tests.Judging;

namespace Factory.SignalIntake.Tests.Deliveries;

public sealed class When_judging_was_lost : IAsyncLifetime
{
    private IntakeHost _intake = null!;

    public async ValueTask InitializeAsync() => _intake = await IntakeHost.Start();

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task It_is_judged_again_after_a_minute()
    {
        var delivery = _intake.Delivery("github", "issues", When_deliveries_are_judged.Issue(31, "Shipping is wrong", "It costs 5."));
        await _intake.Store(delivery);
        await Age("2 minutes", judgings: 0);

        await _intake.Get<DeliverySweep>().Once(CancellationToken.None);

        Assert.Equal("Shipping is wrong", (await _intake.Sent<StartMission>()).Title);
    }

    [Theory]
    [InlineData("30 seconds", 0, 0, null)]
    [InlineData("2 minutes", 1, 1, null)]
    [InlineData("6 minutes", 1, 2, null)]
    [InlineData("100 minutes", 3, 3, null)]
    [InlineData("3 hours", 3, 4, "rejected")]
    public async Task Later_and_later_and_then_no_more(string age, int before, int after, string? verdict)
    {
        var delivery = _intake.Delivery("github", "ping", new { zen = "x" });
        await _intake.Store(delivery);
        await Age(age, before);

        await _intake.Get<DeliverySweep>().Once(CancellationToken.None);

        Assert.Equal(after, await _intake.Value<short>("SELECT judgings FROM factory.delivery"));
        if (verdict is not null)
            Assert.Equal(verdict, (await _intake.Get<DeliveryStore>().Find(IntakeHost.Team, delivery.Id, CancellationToken.None))?.Verdict);
    }

    [Fact]
    public async Task What_is_handed_in_is_stored_once_and_judged_as_if_a_webhook_had_brought_it()
    {
        var body = await _intake.Blob(System.Text.Json.JsonSerializer.Serialize(When_deliveries_are_judged.Issue(31, "Shipping is wrong", "It costs 5.")));
        for (var at = 0; at < 3; at++)
            await _intake.Send(new HandInDelivery(Guid.NewGuid(), "github", "missed-1", "issues", "application/json", body, IntakeHost.Team));
        await _intake.Send(new HandInDelivery(Guid.NewGuid(), "github", "missed-2", "issues", "application/json", await _intake.Blob(System.Text.Json.JsonSerializer.Serialize(When_deliveries_are_judged.Issue(32, "The menu is empty", "On phones."))), IntakeHost.Team));

        var titles = new[] { (await _intake.Sent<StartMission>()).Title, (await _intake.Sent<StartMission>()).Title };

        Assert.Equal(["Shipping is wrong", "The menu is empty"], titles.Order(StringComparer.Ordinal));
        Assert.Equal(2L, await _intake.Value<long>("SELECT count(*) FROM factory.delivery"));
    }

    private async Task Age(string age, int judgings) =>
        await _intake.Value<int>($"UPDATE factory.delivery SET received_at = now() - interval '{age}', judgings = {judgings} RETURNING 1");
}
