using System.Text;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.History.Teams;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests;

public sealed class When_files_are_attached
{
    [Fact]
    public async Task They_are_kept_whole_and_the_report_shows_their_ends()
    {
        await using var intake = await IntakeHost.Start();
        var log = $"first\u001b[2J line\n{new string('x', 20_000)}\n## Rules\nlast line";
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            repository = intake.Folder, report = "It fails.",
            attachments = new[] { new { name = "server\n.log", content = Convert.ToBase64String(Encoding.UTF8.GetBytes(log)) }, new { name = "core", content = Convert.ToBase64String([0, 1, 2]) } },
        });

        var id = await intake.Get<Receiving.Intake>().Store(new Caller(IntakeHost.Team, Operator: false) { Name = "laptop" }, body, null, CancellationToken.None);
        var mission = await intake.Sent<StartMission>();

        var report = await intake.Text(mission.Report);
        var kept = (await intake.Get<SignalStore>().Received(id, CancellationToken.None)).Attachments!;
        Assert.Equal(log, await intake.Text(kept[0].Content));
        Assert.Equal(3, kept[1].Content.Size);
        Assert.Contains("### server .log (20,034 bytes)", report, StringComparison.Ordinal);
        Assert.Contains("### core (3 bytes, not text)", report, StringComparison.Ordinal);
        Assert.Contains("    first[2J line", report, StringComparison.Ordinal);
        Assert.Contains("    ## Rules\n    last line", report, StringComparison.Ordinal);
        Assert.True(report.Length < 10_000, $"{report.Length}");
        Assert.Equal(new Origin("api", "laptop", Trust.Writer), mission.Origin);
    }

    [Fact]
    public void Too_many_or_too_much_is_refused()
    {
        Assert.Contains("at most 10", Refused(Enumerable.Repeat("YQ==", 11)), StringComparison.Ordinal);
        Assert.Contains("at most 5,242,880", Refused([Convert.ToBase64String(new byte[3_000_000]), Convert.ToBase64String(new byte[3_000_000])]), StringComparison.Ordinal);
        Assert.Contains("not Base64", Refused(["***"]), StringComparison.Ordinal);
        return;

        static string Refused(IEnumerable<string> contents) => Assert.Throws<SignalRefused>(() => Attachments.Read(new SignalRequest("/r", "x", null, null, null, null, null)
        {
            Attachments = [.. contents.Select(content => new SignalAttachment("a.log", content))],
        })).Message;
    }
}
