using System.Globalization;
using Factory.Router.Listing;
using Spectre.Console;

namespace Factory.Cli.Output;

/// <summary>The models that roles are cast with, for people.</summary>
internal static class ModelsPrinter
{
    public static void Print(Screen screen, ModelsView view)
    {
        if (view.Problem is { } problem)
            screen.Line($"[red]the models file is not used as it is now[/]; what was read before stays in use: {Screen.Escape(problem)}");
        if (view.Models.Count == 0)
        {
            screen.Line(view.File is { } empty ? $"{Screen.Escape(empty)} names no models: the built-in mechanic plays every role." : "No models file: the built-in mechanic plays every role, without any model.");
            return;
        }

        screen.Write(Models(view));
        screen.Write(Roles(view));
        foreach (var model in view.Models.Where(model => model.Detail is not null))
            screen.Line($"{State(model.Health)} {Screen.Escape(model.Name)}: {Screen.Escape(model.Detail)}");
        screen.Line($"[grey]{Screen.Escape(view.File)} ({view.Hash}); {(view.Live ? "health as this router's process finds it" : "no factory is up: nothing is known of health")}[/]");
    }

    private static Table Models(ModelsView view)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("model", "provider", "region");
        foreach (var heading in new[] { "in", "cached", "out", "context" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn("health");
        foreach (var model in view.Models)
        {
            table.AddRow(
                $"{Screen.Escape(model.Name)}{(model.Name == model.Model ? "" : $" [grey]{Screen.Escape(model.Model)}[/]")}",
                Screen.Escape(model.Provider),
                model.SelfHosted ? $"{Screen.Escape(model.Region)}{(model.Region is null ? "" : ", ")}self-hosted" : Screen.Escape(model.Region),
                Usd(model.InputUsdPerMillion),
                Usd(model.CachedInputUsdPerMillion),
                Usd(model.OutputUsdPerMillion),
                model.ContextTokens.ToString("n0", CultureInfo.InvariantCulture),
                State(model.Health));
        }

        return table.Caption("[grey]US dollars per million tokens[/]");
    }

    private static Table Roles(ModelsView view)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("role", "models in their order", "stronger", "policy", "effort");
        foreach (var role in view.Roles)
            table.AddRow(Screen.Escape(role.Role), Screen.Escape(string.Join(", ", role.Models)), Screen.Escape(string.Join(", ", role.Escalate)), Screen.Escape(role.Policy), Screen.Escape(role.Effort));
        return table;
    }

    private static string State(string health) => health switch
    {
        "ok" => "[green]ok[/]",
        "unknown" => "[grey]unknown[/]",
        "failing" => "[yellow]failing[/]",
        _ => $"[red]{Screen.Escape(health)}[/]",
    };

    private static string Usd(decimal? usd) => usd is { } known ? known.ToString("#,0.00##", CultureInfo.InvariantCulture) : "[red]unknown[/]";
}
