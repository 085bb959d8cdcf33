using Web;
using Xunit;

public class SlugsTests
{
    [Fact]
    public void One_space() => Assert.Equal("hello-world", Slugs.Slug("Hello world"));

    [Fact]
    public void Several() => Assert.Equal("a-b", Slugs.Slug("a   b"));

    [Fact]
    public void At_the_ends() => Assert.Equal("x", Slugs.Slug("!x?"));

    [Fact]
    public void File() => Assert.Equal("a_b", Slugs.FileName("a & b"));
}
