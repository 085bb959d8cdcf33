using System.Text;

namespace Factory.History.Tests;

public sealed class Blobs : IAsyncLifetime
{
    private const string Team = "red";
    private static readonly byte[] Report = Encoding.UTF8.GetBytes("it does not work");
    private HistoryDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await HistoryDatabase.Migrated();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Stored_twice_are_one()
    {
        var first = await database.Blobs.Put(Team, Report, "text/plain");
        var second = await database.Blobs.Put(Team, Report, "text/plain");

        Assert.Equal(first, second);
        Assert.Equal(BlobStore.Describe(Team, Report), first);
        Assert.Equal(Report, await database.Blobs.Get(Team, first.Id));
        Assert.Equal(1, await database.Value<long>("SELECT count(*) FROM factory.blob"));
    }

    [Fact]
    public async Task Of_another_team_are_not_there()
    {
        var blob = await database.Blobs.Put(Team, Report, "text/plain");

        Assert.NotEqual(blob.Id, BlobStore.Describe("blue", Report).Id);
        await Assert.ThrowsAsync<BlobMissing>(() => database.Blobs.Get("blue", blob.Id));
        await Assert.ThrowsAsync<BlobMissing>(() => database.Blobs.Erase("blue", blob.Id));
        Assert.Equal(Report, await database.Blobs.Get(Team, blob.Id));
    }

    [Fact]
    public async Task That_were_erased_say_so_and_when()
    {
        var blob = await database.Blobs.Put(Team, Report, "text/plain");
        await database.Blobs.Erase(Team, blob.Id);
        database.Time.Now += TimeSpan.FromDays(1);
        await database.Blobs.Erase(Team, blob.Id);

        var error = await Assert.ThrowsAsync<BlobErased>(() => database.Blobs.Get(Team, blob.Id));

        Assert.Equal(HistoryDatabase.Now, error.ErasedAt);
        Assert.Equal(blob.Sha256, await database.Value<string>("SELECT sha256 FROM factory.blob WHERE content IS NULL"));
    }

    [Fact]
    public async Task That_come_again_after_being_erased_are_there_again()
    {
        var blob = await database.Blobs.Put(Team, Report, "text/plain");
        await database.Blobs.Erase(Team, blob.Id);
        await database.Blobs.Put(Team, Report, "text/plain");
        Assert.Equal(Report, await database.Blobs.Get(Team, blob.Id));
    }

    [Fact]
    public async Task May_be_empty_and_may_be_large()
    {
        var empty = await database.Blobs.Put(Team, ReadOnlyMemory<byte>.Empty, "text/plain");
        Assert.Empty(await database.Blobs.Get(Team, empty.Id));

        var content = new byte[BlobStore.LargestContent];
        new Random(1).NextBytes(content);
        var large = await database.Blobs.Put(Team, content, "application/octet-stream");
        var read = await database.Blobs.Get(Team, large.Id);
        Assert.True(content.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public void Over_the_limit_are_refused() =>
        Assert.Throws<BlobTooLarge>(() => BlobStore.Describe(Team, new byte[BlobStore.LargestContent + 1]));
}
