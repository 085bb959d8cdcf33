using Factory.Messaging.Tests;

return args is [ChildProcess.Argument, ..]
    ? await ChildProcess.Run(args)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
