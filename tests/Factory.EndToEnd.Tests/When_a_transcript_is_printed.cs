using System.Text.Json;
using Factory.Cli.Output;
using Factory.Contracts;
using Factory.History.Runs;
using Factory.MissionControl.Runs;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_transcript_is_printed
{
    [Fact]
    public void Arguments_that_are_no_text_are_printed_as_they_were_written()
    {
        var answer = JsonSerializer.SerializeToElement(new { text = "", calls = new[] { new { id = "c1", tool = "read", arguments = """{"path":"\ud800\u001b[31m"}""" } } });
        var blob = new BlobRef(Guid.NewGuid(), "", 0);
        var run = new RunRow(Guid.NewGuid(), Guid.NewGuid(), "coder", "ended", "completed", null, blob, blob, 0, 0, 1, default, default);
        var turn = new TranscriptTurn(1, "model", answer, blob, null, null, 0, 0, 0, null, default);

        var text = TranscriptText.Of(new Transcript(run, [turn], [], false), full: true);

        Assert.Contains("""- `read` {"path":"\ud800\u001b[31m"}""", text, StringComparison.Ordinal);
    }
}
