using Factory.Router.Dialects;

namespace Factory.Router.Tests.Dialects;

public sealed class RepairingArguments
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("""{"path":"a.py"}""", """{"path":"a.py"}""")]
    [InlineData("```json\n{\"path\":\"a.py\"}\n```", """{"path":"a.py"}""")]
    [InlineData("""{"path":"a.py",}""", """{"path":"a.py"}""")]
    [InlineData("""{"tests":["a","b",],}""", """{"tests":["a","b"]}""")]
    [InlineData("{\"newText\":\"one\ntwo\tthree\"}", """{"newText":"one\ntwo\tthree"}""")]
    [InlineData("""{"tests":["a","b"]""", """{"tests":["a","b"]}""")]
    [InlineData("""{"a":{"b":"c\"d}"}""", """{"a":{"b":"c\"d}"}}""")]
    [InlineData(""" "{\"path\":\"a.py\"}" """, """{"path":"a.py"}""")]
    public void What_can_be_meant_in_one_way_only_is_repaired(string written, string meant) =>
        Assert.Equal(meant, ArgumentsRepair.Read(written, mayClose: true).Json);

    [Theory]
    [InlineData("""{"newText":"one two""")]
    [InlineData("""{"path":"a.py","newText":""")]
    [InlineData("""{"path":"a.py",""")]
    [InlineData("""{"lines":1""")]
    [InlineData("""{"path":}""")]
    [InlineData("""{"path":"a.py"]""")]
    [InlineData("{\"newText\":\"one\\\ntwo\"}")]
    [InlineData("""["a.py"]""")]
    [InlineData("a.py")]
    [InlineData("null")]
    public void What_could_be_meant_in_two_ways_stays_as_it_is(string written)
    {
        var read = ArgumentsRepair.Read(written, mayClose: true);

        Assert.Null(read.Json);
        Assert.NotNull(read.Wrong);
    }

    [Fact]
    public void Nothing_is_closed_in_an_answer_that_was_cut() =>
        Assert.Null(ArgumentsRepair.Read("""{"tests":["a","b"]""", mayClose: false).Json);
}
