namespace Reports;

public static class Quarters
{
    public static int Of(DateOnly day) => day.Month / 3 + 1;

    public static DateOnly Start(int year, int quarter) => new(year, (quarter - 1) * 3 + 1, 1);

    public static DateOnly End(int year, int quarter) => Start(year, quarter).AddMonths(3).AddDays(-1);

    public static string Name(DateOnly day) => $"Q{Of(day)}/{day.Year}";

    public static IEnumerable<string> Between(DateOnly from, DateOnly to)
    {
        for (var day = Start(from.Year, Of(from)); day <= to; day = day.AddMonths(3))
        {
            yield return Name(day);
        }
    }
}
