using System.Text.Json;
using Factory.Contracts.Origins;
using Factory.Settings;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Tests.Webhooks;

public sealed class When_a_webhook_names_a_ticket
{
    [Theory]
    [InlineData("{\"data\":{\"title\":\"x\",\"id\":\"2174add1\"}}", "2174add1")]
    [InlineData("{\"data\":{\"title\":\"x\",\"id\":7}}", "7")]
    [InlineData("{\"data\":{\"title\":\"x\"}}", null)]
    [InlineData("{\"data\":{\"title\":\"x\",\"id\":{}}}", null)]
    public void Its_tracker_is_told_of_it(string payload, string? key)
    {
        var rules = Source("tracker: linear, ticket: data.id").Webhook!;
        using var document = JsonDocument.Parse(payload);

        var origin = WebhookReading.Read("linear", document.RootElement, rules, "d-1").Wish!.Origin;

        Assert.Equal(key is null ? null : new TicketRef("linear", key), origin.Ticket);
    }

    [Theory]
    [InlineData("tracker: linear")]
    [InlineData("ticket: data.id")]
    public void One_without_the_other_is_a_mistake(string half) =>
        Assert.Contains("belong together", Assert.Throws<SettingsFileException>(() => Source(half)).Message, StringComparison.Ordinal);

    private static SignalSource Source(string more)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"sources: {{ linear: {{ kind: webhook, secretEnvironment: PATH, repository: /srv/git/shop.git, webhook: {{ header: X, title: data.title, {more} }} }} }}\n");
            return SignalSources.Read(file).Find("linear")!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
