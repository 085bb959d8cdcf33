namespace Factory.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCodes
{
    public const int Published = 0;
    public const int Failed = 1;
    public const int NotFixed = 2;

    /// <summary>As in sysexits.h: what was typed cannot be done.</summary>
    public const int Usage = 64;

    public static int Of(string? outcome) => outcome switch
    {
        "published" or "answered" or "reviewed" => Published,
        "not-fixed" or "not-answered" => NotFixed,
        _ => Failed,
    };
}
