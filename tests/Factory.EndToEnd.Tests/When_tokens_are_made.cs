using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Factory.EndToEnd.Tests;

public sealed class When_tokens_are_made(RunningFactory factory) : IClassFixture<RunningFactory>
{
    [Fact]
    public async Task They_let_their_team_in_until_they_are_revoked()
    {
        using var red = factory.Client(await factory.Token("red"));
        Assert.Equal(HttpStatusCode.OK, await Status(red, "missions"));
        var name = (await factory.Own.GetFromJsonAsync<JsonElement>("tokens?team=red"))[0].GetProperty("name").GetString();

        using var revoked = await factory.Own.PostAsJsonAsync("tokens/revoke", new { team = "red", name });

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(red, "missions"));
    }

    [Fact]
    public async Task A_team_makes_tokens_for_itself_and_for_no_other()
    {
        Assert.Equal(HttpStatusCode.Created, await Made(factory.Other, new { name = "second" }));
        Assert.Equal(HttpStatusCode.Forbidden, await Made(factory.Other, new { team = "default" }));
        Assert.Equal(HttpStatusCode.Forbidden, await Made(factory.Other, new { team = "never-heard-of" }));
        Assert.Equal(HttpStatusCode.Forbidden, await Made(factory.Other, new { @operator = true }));
        Assert.Equal(HttpStatusCode.Unauthorized, await Made(factory.Nobody, new { team = "other" }));
        using var revoked = await factory.Other.PostAsJsonAsync("tokens/revoke", new { team = "default", name = "any" });
        Assert.Equal(HttpStatusCode.Forbidden, revoked.StatusCode);
    }

    [Fact]
    public async Task Keys_of_the_gateway_open_models_and_nothing_else()
    {
        using var made = await factory.Other.PostAsJsonAsync("tokens", new { name = "anna", gateway = true, usd = "20/month" });
        using var anna = factory.Client((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await Status(anna, "v1/models"), await Status(anna, "missions")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(factory.Own, "v1/models"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Made(factory.Other, new { gateway = true, usd = "much" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Made(factory.Other, new { usd = "20" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Made(factory.Own, new { gateway = true, @operator = true }));
    }

    [Fact]
    public async Task A_team_sees_its_own_only()
    {
        Assert.All((await factory.Other.GetFromJsonAsync<JsonElement>("tokens")).EnumerateArray(), token => Assert.Equal("other", token.GetProperty("team").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(factory.Other, "tokens?team=default"));
    }

    [Fact]
    public async Task What_is_no_name_is_refused() => Assert.Equal(HttpStatusCode.UnprocessableEntity, await Made(factory.Own, new { team = "two words" }));

    [Fact]
    public async Task Health_says_more_to_those_who_have_one()
    {
        Assert.Equal("""{"status":"Healthy"}""", await factory.Nobody.GetStringAsync("health"));
        var known = await factory.Own.GetFromJsonAsync<JsonElement>("health");
        Assert.Equal("Healthy", known.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Projections_are_for_operators()
    {
        using var refused = await factory.Other.PostAsync("projections/MissionList/rebuild", null);
        using var unknown = await factory.Own.PostAsync("projections/Nothing/rebuild", null);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (refused.StatusCode, unknown.StatusCode));
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Made(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("tokens", body);
        return answer.StatusCode;
    }
}
