using Mail;
using Xunit;

public class SpamFilterTests
{
    private readonly SpamFilter _filter = new(new Dictionary<string, int> { ["win"] = 3, ["free"] = 2 }, 4);

    [Fact]
    public void Harmless() => Assert.False(_filter.IsSpam("bob@x", "see you at noon"));

    [Fact]
    public void Spam() => Assert.True(_filter.IsSpam("bob@x", "Win a FREE car!"));

    [Fact]
    public void Allowed()
    {
        _filter.Allow("mum@x");
        Assert.False(_filter.IsSpam("Mum@x", "win win win"));
    }

    [Fact]
    public void Score() => Assert.Equal(5, _filter.Score("win, free."));
}
