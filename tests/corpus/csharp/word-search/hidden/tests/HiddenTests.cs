using Books;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void In_the_middle()
    {
        var catalogue = new Catalogue().Add("The old man and the sea", "Man", "Superman", "Manual");
        Assert.Equal(["The old man and the sea", "Man", "Superman", "Manual"], catalogue.Search("MAN"));
        Assert.Equal(["The old man and the sea"], catalogue.Search("and"));
        Assert.Equal(["Man", "Manual"], catalogue.StartingWith('m'));
    }
}
