using System.Text;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History.Transfer;

namespace Factory.History.Tests;

public sealed class A_text_that_got_into_history : IAsyncLifetime
{
    private const string Secret = "hunter2 \"quoted\" & <more>";
    private HistoryDatabase database = null!;
    private SampleMission mission = null!;
    private MissionErasure erasure = null!;

    public async ValueTask InitializeAsync()
    {
        database = await HistoryDatabase.Migrated();
        mission = new SampleMission(database, "red");
        erasure = new MissionErasure(database.Source, database.Blobs);
        await mission.Write();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Is_erased_from_every_blob_that_holds_it_and_from_no_other()
    {
        var plain = await Keep($"the key is {Secret}");
        var json = await Keep(System.Text.Json.JsonSerializer.Serialize(new { text = Secret }));
        var other = await Keep("nothing of it");

        var erased = await erasure.Erase("red", mission.Id, Secret);

        Assert.Equal(new[] { plain, json }.Order(), erased.Erased.Order());
        Assert.Empty(erased.StillIn);
        await Assert.ThrowsAsync<BlobErased>(() => database.Blobs.Get("red", plain));
        Assert.NotEmpty(await database.Blobs.Get("red", other));
        Assert.Equal(0, await database.Value<long>("SELECT count(*) FROM factory.blob WHERE content IS NOT NULL AND position('hunter2'::bytea IN content) > 0"));
    }

    [Fact]
    public async Task Leaves_a_history_that_can_be_read_and_rebuilt()
    {
        await Keep($"the key is {Secret}");
        var before = await database.Stored(mission.Id);

        await erasure.Erase("red", mission.Id, Secret);

        Assert.Equal(before.Select(one => one.Sequence), (await database.Stored(mission.Id)).Select(one => one.Sequence));
    }

    [Fact]
    public async Task Is_named_where_an_event_itself_holds_it()
    {
        var titled = new SampleMission(database, "red");
        await titled.Write($"Sum fails with {Secret}");

        Assert.Equal(["mission_started", "signal_received"], (await erasure.Erase("red", titled.Id, Secret)).StillIn.Order());
    }

    [Fact]
    public async Task Of_another_team_stays() =>
        await Assert.ThrowsAsync<MissionMissing>(() => erasure.Erase("blue", mission.Id, Secret));

    private async Task<Guid> Keep(string text)
    {
        var blob = await database.Blobs.Put("red", Encoding.UTF8.GetBytes(text), "text/plain");
        await mission.Append(mission.Run, "droid_run", new TurnAnswered(mission.Run, 2, "model", blob, 0, Spending.None, 1));
        return blob.Id;
    }
}
