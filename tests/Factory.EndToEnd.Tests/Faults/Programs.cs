using System.Diagnostics;

namespace Factory.EndToEnd.Tests.Faults;

internal static class Programs
{
    /// <summary>What a short program writes; nothing where it fails.</summary>
    public static byte[] Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : [];
    }
}
