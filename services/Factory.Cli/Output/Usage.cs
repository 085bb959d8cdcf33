using System.CommandLine;
using Factory.Cli.Evaluating;
using Factory.Cli.Fixing;

namespace Factory.Cli.Output;

internal static class Usage
{
    /// <summary>Says what was wrong in what was typed, and where to read more.</summary>
    public static int Complain(ParseResult parsed)
    {
        var screen = new Screen(json: false);
        var errors = Errors(parsed).Distinct(StringComparer.Ordinal).ToList();
        foreach (var error in errors)
            screen.Problem(error);
        screen.Problem($"See './factory {string.Join(' ', Path(parsed.CommandResult))} --help'.".Replace("  ", " ", StringComparison.Ordinal));
        // A script that asked for an outcome gets one.
        if (!parsed.Tokens.Any(token => token.Value == "--json"))
            return ExitCodes.Usage;
        if (parsed.CommandResult.Command.Name is "fix" or "demo" or "ask")
            Screen.Json(FixResult.Failed(missionId: null, string.Join(' ', errors), seconds: 0));
        else if (parsed.CommandResult.Command.Name is "eval")
            Screen.Json(EvalReport.Nothing(string.Join(' ', errors)));
        return ExitCodes.Usage;
    }

    /// <summary>A command that is misspelt is also a command that is missing: saying the first is enough.</summary>
    private static IEnumerable<string> Errors(ParseResult parsed)
    {
        var unknown = parsed.Errors.Where(error => parsed.UnmatchedTokens.Any(token => error.Message.Contains(token, StringComparison.Ordinal))).ToList();
        return (unknown.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0 ? unknown : parsed.Errors).Select(error => error.Message);
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? Path(parent).Append(result.Command.Name) : [];
}
