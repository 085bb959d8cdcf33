using System.Text;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Tests.Webhooks;

public sealed class When_a_delivery_proves_itself
{
    /// <summary>The example of GitHub's documentation: secret, body and signature.</summary>
    [Fact]
    public void GitHubs_own_example_holds() => Assert.True(WebhookProof.GitHub.Holds(
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "It's a Secret to Everybody"u8, "Hello, World!"u8));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")]
    [InlineData("sha256=")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void Anything_else_does_not(string? sent) => Assert.False(WebhookProof.GitHub.Holds(sent, "It's a Secret to Everybody"u8, "Hello, World!"u8));

    [Theory]
    [InlineData((int)ProofScheme.Token, "Bearer ", "Bearer s3cret", true)]
    [InlineData((int)ProofScheme.Token, "Bearer ", "s3cret", false)]
    [InlineData((int)ProofScheme.Token, "Bearer ", "Bearer s3cre", false)]
    [InlineData((int)ProofScheme.HmacSha1Hex, "sha1=", "sha1=d286402a7c07f598d096d9042d41809543ede8d6", true)]
    [InlineData((int)ProofScheme.HmacSha1Hex, "sha1=", "sha1=0a7a2f06ad1b57ee5bfb8a1b4a8d9d2e7d0c6f6f", false)]
    public void Each_scheme_is_held(int scheme, string prefix, string sent, bool holds) =>
        Assert.Equal(holds, new WebhookProof("X", prefix, (ProofScheme)scheme).Holds(sent, "s3cret"u8, "body"u8));

    [Fact]
    public void An_hmac_in_base64_holds_and_its_case_counts()
    {
        var proof = new WebhookProof("X", "", ProofScheme.HmacSha256Base64);
        var right = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("s"), "body"u8));

        Assert.True(proof.Holds(right, "s"u8, "body"u8));
        Assert.False(proof.Holds(right.ToLowerInvariant(), "s"u8, "body"u8));
    }
}
