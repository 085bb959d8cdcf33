namespace Factory.Cli.Programs;

/// <param name="Output">What it wrote to standard output, as far as was asked for.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public string FirstErrorLine => Error.Split('\n', 2)[0].Trim();
}
