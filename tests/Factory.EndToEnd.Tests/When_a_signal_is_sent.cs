using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_signal_is_sent(RunningFactory factory) : IClassFixture<RunningFactory>
{
    [Fact]
    public async Task Without_a_token_it_is_refused()
    {
        using var answer = await Send(factory.Nobody, """{"repository":"/nowhere","report":"It is broken"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"repository":"/nowhere","report":""}""", HttpStatusCode.UnprocessableEntity, "The report is empty")]
    [InlineData("""{"repository":"/nowhere"}""", HttpStatusCode.UnprocessableEntity, "The report is empty")]
    [InlineData("""{"repository":"/nowhere","report":"a\u0000b"}""", HttpStatusCode.UnprocessableEntity, "The report is binary")]
    [InlineData("""{"repository":"/nowhere","report":"\u0007\u0007\u0007a"}""", HttpStatusCode.UnprocessableEntity, "control characters")]
    [InlineData("""{"report":"It is broken"}""", HttpStatusCode.UnprocessableEntity, "The repository is missing")]
    [InlineData("""{"repository":"not/absolute","report":"It is broken"}""", HttpStatusCode.UnprocessableEntity, "not absolute")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","base":"--upload-pack=x"}""", HttpStatusCode.UnprocessableEntity, "The base is no branch")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","timeout":"17d"}""", HttpStatusCode.UnprocessableEntity, "The time must be like 90s")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","usd":-1}""", HttpStatusCode.UnprocessableEntity, "The money must be more than 0")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","turns":100000}""", HttpStatusCode.UnprocessableEntity, "The turns of a run must be")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","title":"a\r\nb"}""", HttpStatusCode.UnprocessableEntity, "control characters")]
    [InlineData("""{"repository":"/nowhere","report":"It is broken","reprot":"x"}""", HttpStatusCode.BadRequest, "not the JSON of a signal")]
    [InlineData("""{"repository":"/a","repository":"/b","report":"It is broken"}""", HttpStatusCode.BadRequest, "not the JSON of a signal")]
    [InlineData("""[[[[[[[[[["deep"]]]]]]]]]]""", HttpStatusCode.BadRequest, "not the JSON of a signal")]
    [InlineData("not json", HttpStatusCode.BadRequest, "not the JSON of a signal")]
    public async Task What_cannot_become_a_signal_is_refused_with_why(string body, HttpStatusCode status, string because)
    {
        using var answer = await Send(factory.Own, body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(because, $"{problem.GetProperty("title").GetString()}. {problem.GetProperty("detail").GetString()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((1024 * 1024) + 1)]
    [InlineData(26 * 1024 * 1024)]
    public async Task A_report_over_one_megabyte_is_too_large(int length)
    {
        using var answer = await Send(factory.Own, JsonSerializer.Serialize(new { repository = "/nowhere", report = new string('a', length) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Sent_many_times_at_once_with_one_key_it_is_one_signal_and_one_mission()
    {
        var body = JsonSerializer.Serialize(new { repository = (await TestRepository.WithBug()).Path, report = "Shipping is not free at 50", idempotencyKey = Guid.NewGuid() });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var answer = await Send(factory.Own, body);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }));

        var mission = Assert.Single(answers.Select(answer => answer.GetProperty("missionId").GetGuid()).Distinct());
        await RunningFactory.Until(factory.Own, "missions", missions => missions.EnumerateArray().Count(one => one.GetProperty("missionId").GetGuid() == mission) == 1);
    }

    [Fact]
    public async Task The_key_of_another_report_is_refused()
    {
        var key = Guid.NewGuid();
        using var first = await Send(factory.Own, JsonSerializer.Serialize(new { repository = "/nowhere", report = "It is broken", idempotencyKey = key }));
        using var second = await Send(factory.Own, JsonSerializer.Serialize(new { repository = "/nowhere", report = "Something else", idempotencyKey = key }));
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
    }

    [Fact]
    public async Task Another_team_sees_neither_the_signal_nor_its_mission()
    {
        using var answer = await Send(factory.Own, JsonSerializer.Serialize(new { repository = (await TestRepository.WithBug()).Path, report = "Shipping is not free at 50" }));
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var (signal, mission) = (accepted.GetProperty("signalId").GetGuid(), accepted.GetProperty("missionId").GetGuid());
        await RunningFactory.Until(factory.Own, $"missions/{mission}", _ => true);

        foreach (var path in new[] { $"signals/{signal}", $"missions/{mission}", $"missions/{mission.ToString("n")[^8..]}", $"missions/{mission}/timeline", $"missions/{mission}/events", $"missions/{mission}/runs" })
        {
            using var seen = await factory.Other.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(seen.StatusCode == HttpStatusCode.NotFound, $"{path}: {seen.StatusCode}");
        }

        using var cancelled = await factory.Other.PostAsync(new Uri($"missions/{mission}/cancel", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, cancelled.StatusCode);
        Assert.Equal(0, (await factory.Other.GetFromJsonAsync<JsonElement>("missions")).GetArrayLength());
        using var letters = await factory.Other.GetAsync(new Uri("dead-letters", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, letters.StatusCode);
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string body) =>
        client.PostAsync(new Uri("signals", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
