using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.Contracts.History;
using Factory.MissionControl.Models;
using Spectre.Console;

namespace Factory.Cli.Commands;

/// <summary><c>factory models probe [NAME…]</c>: tries what models can do and keeps their cards.</summary>
internal static class ProbeModelsCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Models as the models file names them. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        var json = CommonOptions.Json();
        var command = new Command("probe", "Tries what models can do (tools, parallel calls, JSON schema, streaming, context) and keeps it as their cards. Costs a little money.") { names, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var asked = await client.Post<ModelsToProbe, ProbeAsked>("models/probe", new ModelsToProbe(parsed.GetValue(names)), ct);
                var cards = await Wait(client, screen, asked.ProbeId, ct);
                if (screen.IsJson)
                    Screen.Json(cards);
                else
                    Print(screen, cards);
                return cards.Any(card => card.Failure is not null) ? ExitCodes.Failed : 0;
            },
            json);
        return command;
    }

    private static async Task<IReadOnlyList<ModelProbed>> Wait(FactoryClient client, Screen screen, Guid probe, CancellationToken ct)
    {
        using var clock = new PeriodicTimer(LookEvery);
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var progress = await client.Get<ProbeProgress>($"models/probes/{probe}", ct);
            foreach (var model in progress.Models.Where(model => model.Card is not null && told.Add(model.Name)))
            {
                if (!screen.IsJson)
                    screen.Line($"{Screen.Escape(model.Name)}: {(model.Card!.Failure is { } failure ? $"[red]{Screen.Escape(failure)}[/]" : Screen.Escape(model.Card.Dialect))}");
            }

            if (progress.Started && progress.Models.All(model => model.Card is not null))
                return [.. progress.Models.Select(model => model.Card!)];
            await clock.WaitForNextTickAsync(ct);
        }
    }

    private static void Print(Screen screen, IReadOnlyList<ModelProbed> cards)
    {
        if (cards.Count == 0)
        {
            screen.Line("The models file has no model to try; the mechanic is known.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("model", "dialect", "tools", "parallel", "schema", "streaming", "context", "cost");
        foreach (var card in cards)
        {
            table.AddRow(
                Screen.Escape(card.Name), Screen.Escape(card.Failure is null ? card.Dialect : "not tried"), Mark(card.NativeTools), Mark(card.ParallelCalls), Mark(card.JsonSchema), Mark(card.Streaming),
                card.ContextTokens is { } tokens ? $"{tokens:N0}" : card.Failure is null ? "as cast" : "", $"${card.Spent.Usd:0.0000}");
        }

        screen.Write(table);
        foreach (var (card, step) in cards.SelectMany(card => card.Steps.Where(step => !step.Passed).Select(step => (card, step))))
            screen.Line($"{Screen.Escape(card.Name)}, {Screen.Escape(step.Name)}: {Screen.Escape(step.Found)}");
    }

    private static string Mark(bool can) => can ? "yes" : "no";
}
