using System.Globalization;
using Factory.Benchmarks;
using Factory.Benchmarks.Gateway;
using Factory.Benchmarks.Line;
using Factory.Servers;

// The line in a process of its own, for the benchmark that starts it.
if (args is [HostedLine.Argument, ..])
    return await HostedLine.Run(args[1..], CancellationToken.None);

if (args is [PlainUpstream.Argument, var port])
    return await PlainUpstream.Run(int.Parse(port, CultureInfo.InvariantCulture), CancellationToken.None);

TestServers.Fsync = true;

// Factory.Benchmarks [NAME…] [--json]: all benchmarks, or those named.
var asJson = args.Contains("--json");
var names = args.Where(argument => argument != "--json").ToList();
var known = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!).OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal).ToList();
if (names.Find(name => known.All(benchmark => benchmark.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; there are {string.Join(", ", known.Select(benchmark => benchmark.Name))}.");
    return 64;
}

var figures = new List<Figure>();
foreach (var benchmark in known.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name)))
    figures.AddRange(await Report.Run(benchmark, asJson));
if (asJson)
    Report.WriteJson(figures);
return figures.TrueForAll(figure => figure.Reached) ? 0 : 1;
