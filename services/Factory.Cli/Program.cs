using System.CommandLine;
using Factory.Cli.Commands;
using Factory.Cli.Output;

// "@name" is text like any other: a report may begin with it.
string[] typed = args is [] or ["help"] ? ["--help"] : args;
var parsed = FactoryCommand.Create().Parse(typed, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
    return Usage.Complain(parsed);

return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // Ctrl-C asks the command to stop; missions and servers are brought to an orderly end within this time.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
});
