namespace Factory.Mechanic.Editing;

/// <summary>Numbers that people take for one another.</summary>
internal static class NumbersAlike
{
    private static readonly Dictionary<string, string[]> Others = new(StringComparer.Ordinal)
    {
        ["1000"] = ["1024"], ["1024"] = ["1000"], ["60"] = ["3600", "24"], ["24"] = ["60"], ["100"] = ["1000"], ["30"] = ["31"], ["31"] = ["30"], ["365"] = ["366"], ["255"] = ["256"],
        ["256"] = ["255"], ["16"] = ["10", "8"], ["8"] = ["16"], ["400"] = ["100"],
    };

    public static IReadOnlyList<string> To(string number) => Others.GetValueOrDefault(number) ?? [];
}
