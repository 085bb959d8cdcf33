using System.Globalization;

namespace Factory.Benchmarks.Intake;

/// <summary>The processor time of all that this process started: what other work on the machine hardly touches.</summary>
internal static class ProcessorTime
{
    private const double MillisecondsATick = 10;
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;

    /// <summary>Milliseconds by the program's name, without what ended meanwhile.</summary>
    public static IReadOnlyDictionary<string, double> OfChildren()
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(Read).OfType<Stat>().ToDictionary(stat => stat.Id);
        return processes.Values.Where(stat => IsChild(stat, processes)).GroupBy(stat => stat.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(stat => stat.Milliseconds), StringComparer.Ordinal);
    }

    private static bool IsChild(Stat stat, Dictionary<int, Stat> processes)
    {
        for (var parent = stat.Parent; processes.TryGetValue(parent, out var next); parent = next.Parent)
        {
            if (parent == Environment.ProcessId)
                return true;
        }

        return false;
    }

    // "12 (name) S 1 …": the name may hold anything, also spaces and brackets.
    private static Stat? Read(string id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            var (open, close) = (line.IndexOf('('), line.LastIndexOf(')'));
            var fields = line[(close + 2)..].Split(' ');
            return new Stat(int.Parse(id, CultureInfo.InvariantCulture), Number(fields[Parent]), line[(open + 1)..close], MillisecondsATick * (Number(fields[User]) + Number(fields[System])));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private sealed record Stat(int Id, int Parent, string Name, double Milliseconds);
}
