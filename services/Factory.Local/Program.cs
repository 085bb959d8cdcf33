using Factory.Local.Hosting;

// For hosts that run the factory without its command line, for example a container: configuration as for every service.
var options = new LocalOptions
{
    DataFolder = Environment.GetEnvironmentVariable("Factory__DataFolder") ?? ".factory",
    Port = int.TryParse(Environment.GetEnvironmentVariable("HTTP_PORTS"), out var port) ? port : 7070,
    StopOnSignals = true,
};
await using var factory = await LocalFactory.Start(options, CancellationToken.None);
await factory.WaitForStop(CancellationToken.None);
