using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.Messaging.DeadLetters;
using Spectre.Console;

namespace Factory.Cli.Commands;

/// <summary><c>factory dead-letters [retry ID]</c>: the messages that could not be handled.</summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("dead-letters", "Lists the messages that could not be handled, with why.") { json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var letters = await client.Get<IReadOnlyList<DeadLetter>>("dead-letters", ct);
                if (screen.IsJson)
                    Screen.Json(letters);
                else
                    Print(screen, letters);
                return 0;
            },
            json);
        command.Subcommands.Add(Retry());
        return command;
    }

    private static Command Retry()
    {
        var id = new Argument<string>("ID") { Description = "The message's id." };
        var json = CommonOptions.Json();
        var command = new Command("retry", "Sends a message to its endpoint again.") { id, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                if (!Guid.TryParse(parsed.GetRequiredValue(id), out var message))
                    throw new UsageException($"'{parsed.GetValue(id)}' is no message id. './factory dead-letters' lists them.");
                await client.Post($"dead-letters/{message}/retry", ct);
                if (screen.IsJson)
                    Screen.Json(new { id = message, retried = true });
                else
                    screen.Line($"message {message} is sent again");
                return 0;
            },
            json);
        return command;
    }

    private static void Print(Screen screen, IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count == 0)
        {
            screen.Line("No dead letters.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("message", "since", "endpoint", "type", "why");
        foreach (var letter in letters)
        {
            table.AddRow(
                $"{letter.Id}", letter.DiedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"), Screen.Escape(letter.Endpoint), Screen.Escape(letter.MessageType),
                Screen.Escape($"{letter.ExceptionType}: {letter.ExceptionMessage}"));
        }

        screen.Write(table);
    }
}
