namespace Factory.Mechanic.Searching;

/// <summary>How the scripts in the sandbox spell verdicts.</summary>
internal static class VerdictNames
{
    public static Verdict Read(string? name) => name switch
    {
        "plausible" => Verdict.Plausible,
        "partial" => Verdict.Partial,
        "breaks" => Verdict.Breaks,
        "timeout" => Verdict.Late,
        "crash" => Verdict.Crashed,
        "invalid" => Verdict.Invalid,
        _ => Verdict.Fails,
    };
}
