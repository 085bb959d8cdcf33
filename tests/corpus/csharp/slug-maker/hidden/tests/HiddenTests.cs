using Web;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData("C# & .NET: 10 years!", "c-net-10-years")]
    [InlineData("--a--b--", "a-b")]
    [InlineData("", "")]
    [InlineData("?!", "")]
    [InlineData("plain", "plain")]
    public void Titles(string title, string slug) => Assert.Equal(slug, Slugs.Slug(title));
}
