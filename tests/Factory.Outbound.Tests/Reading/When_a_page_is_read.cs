using System.Text;
using Factory.Outbound.Hosts;
using Factory.Outbound.Reading;

namespace Factory.Outbound.Tests.Reading;

public sealed class When_a_page_is_read
{
    private static readonly HostRules Rules = new([new HostRule { Name = "docs.example.org" }]);

    [Fact]
    public async Task Headings_lists_code_and_tables_keep_their_shape() => Assert.Equal(
        """
        # A page

        ## How & why

        Some bold words.

        - one

        - two

          - deep

        ```
        def f():
            pass
        ```

        a | b
        1 | 2

        Use `it`.

        """,
        await Read("""
            <title>A   page</title><nav>menu</nav><h2>How &amp; why</h2><p>Some <b>bold</b>
            words.</p><ul><li><p>one</p><li>two<ul><li>deep</ul></ul><pre>def f():
                pass</pre><table><tr><th>a<th>b<tr><td><p>1</p><td>2</table><p>Use <code>it</code>.<footer>imprint</footer>
            """));

    [Fact]
    public async Task A_link_is_written_out_where_it_may_be_fetched() => Assert.Equal(
        "next <https://docs.example.org/b?c=d>, elsewhere, here, odd\n",
        await Read("""<a href="/b?c=d">next</a>, <a href="https://evil.example/">elsewhere</a>, <a href="#x">here</a>, <a href="javascript:x()">odd</a>"""));

    [Theory]
    [InlineData("<script>bad()</script>")]
    [InlineData("<style>bad</style>")]
    [InlineData("<template>bad</template>")]
    [InlineData("<p hidden>bad</p>")]
    [InlineData("<p style='color: red; DISPLAY : none'>bad</p>")]
    [InlineData("<p aria-hidden=true>bad</p>")]
    [InlineData("<!-- bad -->")]
    public async Task What_nobody_sees_is_left_out(string hidden) => Assert.Equal("before\n\nafter\n", await Read($"<p>before</p>{hidden}<p>after</p>"));

    [Theory]
    [InlineData("utf-8", null, "<meta charset=utf-8>")]
    [InlineData("iso-8859-1", "iso-8859-1", "")]
    [InlineData("iso-8859-1", null, "<meta charset=iso-8859-1>")]
    [InlineData("utf-8", "made-up", "<meta charset=utf-8>")]
    public async Task Its_encoding_is_what_it_says(string real, string? header, string meta) =>
        Assert.Equal("Bücher\n", await HtmlText.Of(Encoding.GetEncoding(real).GetBytes($"{meta}<body>Bücher"), header, new Uri("https://docs.example.org/"), Rules, TestContext.Current.CancellationToken));

    [Fact]
    public async Task One_nested_ten_thousand_deep_breaks_nothing() =>
        Assert.Equal("deep\n", await Read(string.Concat(Enumerable.Repeat("<div>", 10_000)) + "deep"));

    [Fact]
    public async Task One_of_random_bytes_breaks_nothing()
    {
        var bytes = new byte[20_000];
        new Random(7).NextBytes(bytes);

        Assert.NotNull(await HtmlText.Of(bytes, null, new Uri("https://docs.example.org/"), Rules, TestContext.Current.CancellationToken));
    }

    private static Task<string> Read(string html) => HtmlText.Of(Encoding.UTF8.GetBytes(html), "utf-8", new Uri("https://docs.example.org/a"), Rules, TestContext.Current.CancellationToken);
}
