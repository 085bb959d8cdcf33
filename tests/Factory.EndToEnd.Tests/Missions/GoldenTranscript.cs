using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Factory.EndToEnd.Tests.Missions;

/// <summary>
/// What <c>factory transcript</c> prints, held against a file that people read. With FACTORY_GOLDEN=write in the environment the file is written anew:
/// read the difference before you commit it.
/// </summary>
internal static partial class GoldenTranscript
{
    public static void Holds(string name, string outcome, string printed, [CallerFilePath] string here = "")
    {
        var seen = $"<!-- the mission ended: {outcome} -->\n{Steady(printed)}";
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Golden", $"{name}.md");
        if (Environment.GetEnvironmentVariable("FACTORY_GOLDEN") == "write")
            File.WriteAllText(file, seen);
        Assert.True(File.Exists(file), $"There is no {file}. This was seen:\n{seen}");
        Assert.Equal(File.ReadAllText(file), seen);
    }

    /// <summary>Without what differs from run to run: ids, commits, ports, folders, times, and what the system says of a connection.</summary>
    private static string Steady(string text)
    {
        text = Ids().Replace(text, "<id>");
        text = Commits().Replace(text, "<commit>");
        text = Addresses().Replace(text, "<address>");
        text = Folders().Replace(text, "<folder>");
        text = Seconds().Replace(text, "${before}N${after}");
        text = Broke().Replace(text, "broke: <why>");
        text = CutAfterSeconds().Replace(text, "${seconds}…");
        return $"{TrailingSpace().Replace(text, "").TrimEnd()}\n";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b([0-9a-f]{64}|[0-9a-f]{40}|(?<=index )[0-9a-f]{7,}\.\.[0-9a-f]{7,}|(?<=@ )[0-9a-f]{7,12})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commits();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+[^\s.]*", RegexOptions.None, 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"/tmp/[^\s""':,]+", RegexOptions.None, 1000)]
    private static partial Regex Folders();

    [GeneratedRegex(@"(?<before>""seconds"":)\d+(\.\d+)?(?<after>)|(?<before>in |, |after )\d+(\.\d+)?(?<after> ?s\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seconds();

    /// <summary>The system says this or that, by what it notices first.</summary>
    [GeneratedRegex(@"(?<=the call to <address> )broke: [^…\n]*…?", RegexOptions.None, 1000)]
    private static partial Regex Broke();

    /// <summary>Where a line is cut depends on how many digits stood before.</summary>
    [GeneratedRegex(@"(?<seconds>""seconds"":N)[^…\n]{0,20}…", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CutAfterSeconds();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline, 1000)]
    private static partial Regex TrailingSpace();
}
