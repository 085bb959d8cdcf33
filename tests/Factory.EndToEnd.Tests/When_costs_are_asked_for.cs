using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Factory.EndToEnd.Tests;

public sealed class When_costs_are_asked_for(RunningFactory factory) : IClassFixture<RunningFactory>
{
    [Theory]
    [InlineData("costs")]
    [InlineData("costs?by=mission&since=7d")]
    [InlineData("costs?by=day&since=2026-11-01")]
    public async Task A_team_is_told_its_own_and_an_operator_all(string path)
    {
        var (own, other) = (await factory.Own.GetFromJsonAsync<JsonElement>(path), await factory.Other.GetFromJsonAsync<JsonElement>(path));

        Assert.Equal((JsonValueKind.Null, "other"), (own.GetProperty("team").ValueKind, other.GetProperty("team").GetString()));
        Assert.Equal(0, other.GetProperty("total").GetProperty("usd").GetDecimal());
    }

    [Theory]
    [InlineData("costs?by=colour")]
    [InlineData("costs?since=yesterday")]
    [InlineData("costs?since=2026-02-30")]
    [InlineData("costs?since=0d")]
    public async Task What_makes_no_sense_is_refused(string path)
    {
        using var answer = await factory.Own.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_is_told_anything_without_a_token()
    {
        using var answer = await factory.Nobody.GetAsync(new Uri("costs", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
