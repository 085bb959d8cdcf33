using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.History.Runs;
using Factory.MissionControl.Runs;

namespace Factory.Cli.Commands;

/// <summary><c>factory transcript ID</c>: what was said and done in the droid runs of a mission.</summary>
internal static class TranscriptCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var role = new Option<string?>("--role") { Description = "Only the runs of this role, for example coder.", HelpName = "ROLE" };
        var full = new Option<bool>("--full") { Description = "Whole results instead of their first lines." };
        var json = CommonOptions.Json();
        var command = new Command("transcript", "Prints what was said and done in a mission's droid runs, turn by turn, as Markdown.") { id, role, full, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var runs = await client.Get<IReadOnlyList<RunRow>>(MissionPath.Of(parsed.GetRequiredValue(id), "runs"), ct);
                var wanted = parsed.GetValue(role);
                var read = new List<Transcript>();
                foreach (var run in runs.Where(run => wanted is null || run.Role == wanted))
                    read.Add(await Read(client, run, ct));
                if (screen.IsJson)
                    Screen.Json(read);
                else
                    read.ForEach(transcript => screen.Text(TranscriptText.Of(transcript, parsed.GetValue(full))));
                return read.Count > 0 ? 0 : throw new UsageException(wanted is null ? "This mission has no droid runs yet." : $"This mission has no runs of role '{wanted}'; its roles are {string.Join(", ", runs.Select(run => run.Role).Distinct())}.");
            },
            json);
        return command;
    }

    /// <summary>All pages as one.</summary>
    private static async Task<Transcript> Read(FactoryClient client, RunRow run, CancellationToken ct)
    {
        var page = await client.Get<Transcript>($"runs/{run.RunId}/transcript", ct);
        var (turns, remarks) = (page.Turns.ToList(), page.Remarks.ToList());
        while (page.More)
        {
            page = await client.Get<Transcript>($"runs/{run.RunId}/transcript?after={turns[^1].Turn}", ct);
            turns.AddRange(page.Turns);
            remarks.AddRange(page.Remarks);
        }

        return page with { Turns = turns, Remarks = remarks };
    }
}
