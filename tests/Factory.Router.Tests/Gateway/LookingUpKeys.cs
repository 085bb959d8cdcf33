using System.Net;
using Factory.History.Teams;
using Factory.Router.Gateway.Keys;

namespace Factory.Router.Tests.Gateway;

public sealed class LookingUpKeys(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Path = "v1/models";

    private readonly GatewayHost gateway = shared.Gateway;

    [Fact]
    public async Task However_many_are_guessed_at_once_one_read_is_under_way()
    {
        var (first, reads) = (new TaskCompletionSource(), new List<int>());
        var good = new GatewayKey(TeamTokens.GatewayKeyId(TeamTokens.Hash("good")), "blue", "anna", null);
        var lookups = new KeyLookups(async (hashes, _) =>
        {
            reads.Add(hashes.Count);
            await first.Task;
            return [.. hashes.Select(TeamTokens.GatewayKeyId).Where(id => id == good.Id).Distinct().Select(_ => good)];
        });

        var begun = lookups.Find(TeamTokens.Hash("guess"), CancellationToken.None);
        SpinWait.SpinUntil(() => reads.Count == 1, TimeSpan.FromMinutes(5));
        var guesses = Enumerable.Range(0, 500).Select(guess => lookups.Find(TeamTokens.Hash($"guess {guess}"), CancellationToken.None)).ToList();
        var twice = Task.WhenAll(lookups.Find(TeamTokens.Hash("good"), CancellationToken.None), lookups.Find(TeamTokens.Hash("good"), CancellationToken.None));
        first.SetResult();

        Assert.All(await twice, found => Assert.Equal(good, found));
        Assert.All(await Task.WhenAll(guesses.Append(begun)), Assert.Null);
        Assert.Equal([1, 502], reads);
    }

    [Fact]
    public async Task A_read_that_fails_fails_those_that_waited_for_it_and_no_other()
    {
        var fails = true;
        var lookups = new KeyLookups((_, _) => fails ? throw new InvalidOperationException("away") : Task.FromResult<IReadOnlyList<GatewayKey>>([]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => lookups.Find(TeamTokens.Hash("key"), CancellationToken.None));
        fails = false;

        Assert.Null(await lookups.Find(TeamTokens.Hash("key"), CancellationToken.None));
    }

    [Fact]
    public async Task One_that_was_just_made_is_good_at_once_in_the_middle_of_a_flood()
    {
        var flood = Parallel.ForAsync(0, 2_000, async (guess, _) => Assert.Equal(HttpStatusCode.Unauthorized, await Status($"fgk_{guess:D43}")));

        for (var key = 0; key < 10; key++)
            Assert.Equal(HttpStatusCode.OK, await Status(await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, $"key {key}", budget: null)));

        await flood;
    }

    [Theory]
    [InlineData("fgk_short")]
    [InlineData("fct_0000000000000000000000000000000000000000000")]
    [InlineData("sk-0000000000000000000000000000000000000000000000")]
    public async Task What_has_not_the_form_of_a_key_is_none(string key) => Assert.Equal(HttpStatusCode.Unauthorized, await Status(key));

    private async Task<HttpStatusCode> Status(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await gateway.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
