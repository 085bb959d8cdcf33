using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>A report of Maven's surefire: one XML file for each test class.</summary>
internal static partial class SurefireReport
{
    /// <param name="base64">The file.</param>
    public static IReadOnlyList<TestResult> Read(string base64)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Convert.FromBase64String(base64)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return [.. XDocument.Load(reader).Descendants("testcase").Select(Result)];
        }
        catch (Exception error) when (error is FormatException or XmlException)
        {
            return [];
        }
    }

    /// <summary>One result a name: where several runs share it, the worst stands for all.</summary>
    public static IReadOnlyList<TestResult> Worst(IEnumerable<TestResult> results) => [.. results.GroupBy(r => r.Name, StringComparer.Ordinal).Select(g => g.FirstOrDefault(r => r.IsBad) ?? g.First())];

    private static TestResult Result(XElement test)
    {
        var (failure, error, skipped) = (test.Element("failure"), test.Element("error"), test.Element("skipped"));
        var outcome = error is not null ? TestOutcome.Error : failure is not null ? TestOutcome.Failed : skipped is not null ? TestOutcome.Skipped : TestOutcome.Passed;
        var bad = error ?? failure;
        var trace = bad?.Value.Trim() ?? "";
        var message = bad is null ? "" : bad.Attribute("message")?.Value ?? trace.Split('\n')[0];
        _ = double.TryParse(test.Attribute("time")?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
        return new TestResult(Name(test), outcome, seconds, message, trace);
    }

    // A class whose set-up failed has no method; one of several runs of a method is told by its number, whatever else this version of surefire says of it.
    private static string Name(XElement test)
    {
        var (type, method) = (test.Attribute("classname")?.Value ?? "?", test.Attribute("name")?.Value ?? "");
        if (method.Length == 0 || method == type) return type;
        return Method().Match(method) is { Success: true } match ? $"{type}.{match.Groups["method"].Value}{match.Groups["number"].Value}" : $"{type}.{method}";
    }

    [GeneratedRegex(@"^(?<method>[\w$]+)(\([^)]*\)|\{[^}]*\})?(?<number>\[[^\]]*\])?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
