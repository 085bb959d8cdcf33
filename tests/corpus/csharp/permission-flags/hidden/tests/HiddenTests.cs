using Rights;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Who_has_all()
    {
        var permissions = new Permissions();
        permissions.Grant("c", Permission.Read | Permission.Write | Permission.Share);
        permissions.Grant("a", Permission.Write);
        permissions.Grant("b", Permission.Read);
        permissions.Grant("b", Permission.Write);
        Assert.Equal(["b", "c"], permissions.Who(Permission.Read | Permission.Write));
        Assert.Equal(["a", "b", "c"], permissions.Who(Permission.None));
        Assert.False(permissions.Has("a", Permission.Delete | Permission.Write));
    }
}
