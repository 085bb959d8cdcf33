using Books;
using Xunit;

public class CatalogueTests
{
    private readonly Catalogue _catalogue = new Catalogue().Add("Modern art", "Art of war", "Emma");

    [Fact]
    public void Found_anywhere() => Assert.Equal(["Modern art", "Art of war"], _catalogue.Search("art"));

    [Fact]
    public void Not_found() => Assert.Empty(_catalogue.Search("zebra"));

    [Fact]
    public void Nothing_asked() => Assert.Empty(_catalogue.Search(""));

    [Fact]
    public void By_letter() => Assert.Equal(["Emma"], _catalogue.StartingWith('e'));
}
