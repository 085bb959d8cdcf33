using System.CommandLine;
using System.Globalization;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Triage;
using Spectre.Console;

namespace Factory.Cli.Commands;

/// <summary><c>factory signals</c>: what came in, and what was made of it.</summary>
internal static class SignalsCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 1,000.", DefaultValueFactory = _ => 20 };
        var json = CommonOptions.Json();
        var command = new Command("signals", "Lists what came in, the newest first, with what was made of it and why.") { limit, json, Show(), Replay() };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var signals = await client.GetIntake<IReadOnlyList<ListedDelivery>>($"signals?limit={parsed.GetValue(limit)}", ct);
                if (screen.IsJson)
                    Screen.Json(signals);
                else
                    Print(screen, signals);
                return 0;
            },
            json);
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows one of them.") { id, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var signal = await Find(client, parsed.GetValue(id)!, ct);
                if (screen.IsJson)
                    Screen.Json(signal);
                else
                    Print(screen, signal);
                return 0;
            },
            json);
        return command;
    }

    private static Command Replay()
    {
        var id = Id();
        var force = new Option<bool>("--force") { Description = "Lets it through that is a duplicate, beyond what its source may cause, or of somebody who may not ask." };
        var command = new Command("replay", "Judges one of them anew, for example after factory.signals.yaml was changed.") { id, force };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var signal = await Find(client, parsed.GetValue(id)!, ct);
                await client.PostIntake($"signals/{signal.Id}/replay{(parsed.GetValue(force) ? "?again=true" : "")}", ct);
                screen.Line($"Signal {signal.ShortId} is judged anew; './factory signals show {signal.ShortId}' says what comes of it.");
                return 0;
            },
            json: null);
        return command;
    }

    private static Argument<string> Id() => new("signal") { Description = "Its id, or the eight characters that the list shows." };

    private static async Task<ListedDelivery> Find(FactoryClient client, string id, CancellationToken ct)
    {
        var text = id.Replace("-", "", StringComparison.Ordinal);
        var found = (await client.GetIntake<IReadOnlyList<ListedDelivery>>("signals?limit=1000", ct)).Where(signal => signal.Id.ToString("n").EndsWith(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [var one] when text.Length >= 4 => one,
            [] => throw new UsageException($"There is no signal {id} among the latest 1,000. See './factory signals'."),
            _ => throw new UsageException($"Several signals end with {id}: give more of the id."),
        };
    }

    private static void Print(Screen screen, IReadOnlyList<ListedDelivery> signals)
    {
        if (signals.Count == 0)
        {
            screen.Line("No signals yet. Webhooks are set up in factory.signals.yaml; './factory fix' sends a report.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("signal", "came", "source", "event", "verdict", "mission", "title", "why");
        foreach (var signal in signals)
        {
            table.AddRow(
                signal.ShortId,
                signal.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"),
                Screen.Escape(signal.Source),
                Screen.Escape(signal.Event),
                Screen.Escape(signal.Verdict ?? "waits"),
                Screen.Escape(signal.MissionShortId ?? ""),
                Screen.Escape(signal.Title ?? ""),
                Screen.Escape(signal.Why ?? ""));
        }

        screen.Write(table);
    }

    private static string Said(TriageAnswer said) => said.Kind is null
        ? $"nothing that can be used: {said.Problem}"
        : string.Create(CultureInfo.InvariantCulture, $"{said.Kind}{(said.Repository is { } repository ? $" in {repository}" : "")}, {said.Confidence:0.##} sure ({said.Model}): {said.Rationale}");

    private static void Print(Screen screen, ListedDelivery signal)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        void Row(string name, string? value) => grid.AddRow(name, Screen.Escape(value ?? "-"));
        Row("signal", signal.Id.ToString());
        Row("came", $"{signal.ReceivedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}, {signal.Bytes:n0} bytes");
        Row("from", $"{signal.Source} {signal.Event}".TrimEnd());
        Row("sender's id", signal.ExternalId);
        Row("title", signal.Title);
        Row("verdict", signal.Verdict ?? "waits");
        Row("why", signal.Why);
        if (signal.Triage is { } said)
            Row("a model says", Said(said));
        if (signal.More > 0)
            Row("", $"and {signal.More:n0} more like it");
        Row("mission", signal.MissionShortId);
        screen.Write(grid);
    }
}
