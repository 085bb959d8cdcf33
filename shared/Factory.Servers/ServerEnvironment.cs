using System.Diagnostics;

namespace Factory.Servers;

/// <summary>Servers see only what they need: our own environment may hold secrets.</summary>
internal static class ServerEnvironment
{
    public static void Apply(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
    }
}
