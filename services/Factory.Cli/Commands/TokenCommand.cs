using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.History.Teams;
using Factory.MissionControl.Tokens;
using Spectre.Console;

namespace Factory.Cli.Commands;

/// <summary><c>factory token create|list|revoke</c>: who may call the factory.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Makes, lists and revokes the tokens that let teams in.") { New(), List(), Revoke() };

    private static Command New()
    {
        var team = new Option<string>("--team") { Description = "Whose token; a team that is not there yet is made.", HelpName = "TEAM", Required = true };
        var name = new Option<string?>("--name") { Description = "What it is for; it is revoked by this name. Default: a made-up one.", HelpName = "NAME" };
        var isOperator = new Option<bool>("--operator") { Description = "Lets an operator in: dead letters, projections and tokens of all teams." };
        var gateway = new Option<bool>("--gateway") { Description = "A key for a person's own tools: good for the gateway to models, and for nothing else." };
        var usd = new Option<string?>("--usd") { Description = "What a gateway key may spend: 20, 2.50/day or 20/month. Default: what its team may.", HelpName = "DOLLARS" };
        var json = CommonOptions.Json();
        var command = new Command("create", "Makes a token. It is shown now and never again: only its hash is kept.") { team, name, isOperator, gateway, usd, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var wanted = new NewToken(parsed.GetRequiredValue(team), parsed.GetValue(name), parsed.GetValue(isOperator), parsed.GetValue(gateway), parsed.GetValue(usd));
                var made = await client.Post<NewToken, CreatedToken>("tokens", wanted, ct);
                screen.Line($"{(made.Gateway ? "gateway key" : "token")} '{Screen.Escape(made.Name)}' of team {Screen.Escape(made.Team)}{(made.Budget is { } budget ? $", {budget} US dollars" : "")}; keep it, it is not shown again:");
                if (screen.IsJson)
                    Screen.Json(made);
                else
                    screen.Line(Screen.Escape(made.Token));
                return 0;
            },
            json);
        return command;
    }

    private static Command List()
    {
        var team = new Option<string?>("--team") { Description = "Only those of this team. Default: all that you may see.", HelpName = "TEAM" };
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists tokens, without their text.") { team, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var query = parsed.GetValue(team) is { } wanted ? $"?team={Uri.EscapeDataString(wanted)}" : "";
                var tokens = await client.Get<IReadOnlyList<TeamToken>>($"tokens{query}", ct);
                if (screen.IsJson)
                    Screen.Json(tokens);
                else
                    Print(screen, tokens);
                return 0;
            },
            json);
        return command;
    }

    private static Command Revoke()
    {
        var name = new Argument<string>("NAME") { Description = "The token's name, see 'token list'." };
        var team = new Option<string?>("--team") { Description = "Whose token. Default: your own team's.", HelpName = "TEAM" };
        var json = CommonOptions.Json();
        var command = new Command("revoke", "Ends a token, at once and for good.") { name, team, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var revoked = await client.Post<TokenName, RevokedTokens>("tokens/revoke", new TokenName(parsed.GetRequiredValue(name), parsed.GetValue(team)), ct);
                if (screen.IsJson)
                    Screen.Json(revoked);
                else
                    screen.Line($"revoked token '{Screen.Escape(revoked.Name)}' of team {Screen.Escape(revoked.Team)}");
                return 0;
            },
            json);
        return command;
    }

    private static void Print(Screen screen, IReadOnlyList<TeamToken> tokens)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("team", "name", "made", "for", "state");
        foreach (var token in tokens)
        {
            var state = token.RevokedAt is { } ended ? $"revoked {ended.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : token.Operator ? "good (operator)" : "good";
            var use = !token.Gateway ? "the API" : token.Budget is { } budget ? $"the gateway, {budget} US dollars" : "the gateway";
            table.AddRow(Screen.Escape(token.Team), Screen.Escape(token.Name), token.CreatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"), use, state);
        }

        screen.Write(table);
    }
}
