using System.CommandLine;

namespace Factory.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> DataFolder = new("--data-folder")
    {
        Description = "Where the factory keeps everything. Default: FACTORY_DATA, else .factory beside the launcher.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON value as the last line of standard output, for scripts." };

    public static Option<decimal?> Usd() => new("--usd") { Description = "US dollars for all model calls of the mission. Default: 5.", HelpName = "USD" };

    public static Option<string[]> Attach() => new("--attach")
    {
        Description = "Files that belong to the report, such as logs: 10 at most, 5 MB together.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
    };

    public static Option<int?> Turns() => new("--turns") { Description = "Model answers of one droid run at most, 1 to 1000. Default: 50.", HelpName = "N" };

    /// <summary>An address of the web, in full.</summary>
    public static Option<Uri?> Url(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url is { Scheme: "https" or "http" })
                return url;
            result.AddError($"{name} is an address in full, for example https://factory.example.com.");
            return null;
        },
    };

    public static Argument<string> Mission() => new("ID") { Description = "The mission's id, or the eight characters shown for it." };

    /// <summary>The data folder that was asked for, as an absolute path.</summary>
    public static string DataFolderOf(ParseResult parsed)
    {
        var root = Environment.GetEnvironmentVariable("FACTORY_ROOT");
        return Path.GetFullPath(parsed.GetValue(DataFolder) ?? Environment.GetEnvironmentVariable("FACTORY_DATA") ?? Path.Combine(root ?? ".", ".factory"));
    }
}
