using Factory.Publisher.Publishing;

namespace Factory.Publisher.Tests.Publishing;

public sealed class NamingABranch
{
    [Theory]
    [InlineData("factory/0a1b2c3d-cart-total-is-wrong")]
    [InlineData("factory/x/y.z_1")]
    public void Names_below_the_factory_are_allowed(string name) => Assert.Null(BranchRules.Problem(name));

    [Theory]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("factory")]
    [InlineData("factory/")]
    [InlineData("Factory/x")]
    [InlineData("refs/heads/factory/x")]
    [InlineData("--upload-pack=cmd")]
    [InlineData("factory/--upload-pack=cmd")]
    [InlineData("factory/-x")]
    [InlineData("factory/../main")]
    [InlineData("factory/a..b")]
    [InlineData("factory/.a")]
    [InlineData("factory/a.")]
    [InlineData("factory/a.lock")]
    [InlineData("factory/a.lock/b")]
    [InlineData("factory//a")]
    [InlineData("factory/a b")]
    [InlineData("factory/a\nb")]
    [InlineData("factory/a~1")]
    [InlineData("factory/a^b")]
    [InlineData("factory/a:b")]
    [InlineData("factory/@{1}")]
    [InlineData("factory/a\\b")]
    [InlineData("factory/\u202egnp")]
    public void Everything_else_is_not(string name) => Assert.NotNull(BranchRules.Problem(name));

    [Fact]
    public void A_name_carries_no_secret_out() => Assert.NotNull(BranchRules.Problem($"factory/ghp_{new string('a', 36)}"));

    [Fact]
    public void A_name_may_not_be_endless() => Assert.NotNull(BranchRules.Problem($"factory/{new string('a', 200)}"));
}
