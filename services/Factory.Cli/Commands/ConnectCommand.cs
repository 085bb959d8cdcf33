using System.CommandLine;

namespace Factory.Cli.Commands;

/// <summary><c>factory connect github|slack</c>: walks a person through connecting the factory, and checks each step.</summary>
internal static class ConnectCommand
{
    public static Command Create() => new("connect", "Connects the factory with GitHub or Slack, step by step, and checks each step.")
    {
        ConnectGitHubCommand.Create(),
        ConnectSlackCommand.Create(),
    };
}
