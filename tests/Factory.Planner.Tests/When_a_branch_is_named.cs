using Factory.Planner.Missions;

namespace Factory.Planner.Tests;

public sealed class When_a_branch_is_named
{
    private static readonly Guid Mission = new("01890a5d-ac96-774b-bcce-b302099a8057");

    [Theory]
    [InlineData("Fix the total of an empty cart", "factory/099a8057-fix-the-total-of-an-empty-cart")]
    [InlineData("--upload-pack=touch /tmp/x", "factory/099a8057-upload-pack-touch-tmp-x")]
    [InlineData("../../../etc/passwd\n\u001b[31m", "factory/099a8057-etc-passwd-31m")]
    [InlineData("Überlänge — größer", "factory/099a8057-berl-nge-gr-er")]
    [InlineData("…", "factory/099a8057-change")]
    [InlineData("a.lock", "factory/099a8057-a-lock")]
    public void It_holds_only_letters_digits_and_hyphens(string title, string branch) => Assert.Equal(branch, BranchName.For(Mission, title));

    [Theory]
    [InlineData("Shipping costs five for an order of exactly fifty", "factory/099a8057-shipping-costs-five-for-an-order-of")]
    [InlineData("Shipping costs five for an order of ab cd", "factory/099a8057-shipping-costs-five-for-an-order-of-ab")]
    public void It_ends_with_a_whole_word(string title, string branch) => Assert.Equal(branch, BranchName.For(Mission, title));

    [Fact]
    public void It_is_short_however_long_the_title_is() => Assert.True(BranchName.For(Mission, new string('x', 5_000)).Length <= "factory/12345678-".Length + 40);
}
