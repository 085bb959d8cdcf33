using Spectre.Console;

namespace Factory.Cli.Output;

/// <summary>
/// Where a command writes to. What is for people goes to standard output, or to standard error when standard output carries JSON for a script.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _people;
    private readonly IAnsiConsole _problems;

    public Screen(bool json)
    {
        IsJson = json;
        _people = Open(json ? Console.Error : Console.Out, json ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        _problems = Open(Console.Error, Console.IsErrorRedirected);
    }

    public bool IsJson { get; }

    /// <summary>Columns; very many where lines go to a file or a program.</summary>
    public int Width => _people.Profile.Width;

    /// <summary>A line with Spectre's markup; text from outside must be escaped with <see cref="Escape"/>.</summary>
    public void Line(string markup = "") => _people.MarkupLine(markup);

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk => !IsJson && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <exception cref="UsageException">Nobody can be asked; names the option that says it.</exception>
    public string Ask(string question, string option, bool secret = false)
    {
        if (!CanAsk)
            throw new UsageException($"{option} is missing, and there is no terminal to ask at.");
        var prompt = new TextPrompt<string>(Markup.Escape(question));
        return _people.Prompt(secret ? prompt.Secret(null) : prompt).Trim();
    }

    /// <summary>Empty where the person has nothing to say. Only where <see cref="CanAsk"/>.</summary>
    public string AskOptional(string question, bool secret = false)
    {
        var prompt = new TextPrompt<string>(Markup.Escape(question)).AllowEmpty();
        return _people.Prompt(secret ? prompt.Secret(null) : prompt).Trim();
    }

    /// <summary>Text as it is; it must be inert already.</summary>
    public void Text(string text) => _people.WriteLine(text);

    public void Write(Spectre.Console.Rendering.IRenderable what) => _people.Write(what);

    /// <summary>Says what went wrong; the text is shown as it is.</summary>
    public void Problem(string text) => _problems.MarkupLine($"[red]factory:[/] {Markup.Escape(SafeText.Block(text))}");

    /// <summary>One JSON value, alone on the last line of standard output.</summary>
    public static void Json<T>(T value) => Console.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(value, OutputJson.Options));

    /// <summary>Makes a line of text from outside fit for markup.</summary>
    public static string Escape(string? text) => Markup.Escape(SafeText.Line(text ?? ""));

    private static IAnsiConsole Open(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        // A script reads lines: they are not broken where a terminal would end.
        if (isRedirected)
            console.Profile.Width = 4_000;
        return console;
    }
}
