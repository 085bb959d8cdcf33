using Rights;
using Xunit;

public class PermissionsTests
{
    private readonly Permissions _permissions = new();

    [Fact]
    public void Nothing_at_first() => Assert.Equal(Permission.None, _permissions.Of("ada"));

    [Fact]
    public void Has_what_was_granted()
    {
        _permissions.Grant("ada", Permission.Read);
        Assert.True(_permissions.Has("ada", Permission.Read));
        Assert.False(_permissions.Has("ada", Permission.Delete));
    }

    [Fact]
    public void All_of_it()
    {
        _permissions.Grant("ada", Permission.Read);
        Assert.False(_permissions.Has("ada", Permission.Read | Permission.Write));
    }

    [Fact]
    public void Revoke()
    {
        _permissions.Grant("ada", Permission.Read | Permission.Share);
        _permissions.Revoke("ada", Permission.Read);
        Assert.Equal(Permission.Share, _permissions.Of("ada"));
    }
}
