namespace Orders;

/// <summary>Numbers such as 20240501-001, from 1 on every day.</summary>
public sealed class OrderNumbers
{
    private DateOnly _day;
    private int _last;

    public string Next(DateOnly today)
    {
        _last++;
        if (today != _day)
        {
            _day = today;
            _last = 0;
        }

        return $"{today:yyyyMMdd}-{_last:000}";
    }

    public static bool IsNumber(string text) =>
        text.Length == 12 && text[8] == '-' && text.Where((_, at) => at != 8).All(char.IsAsciiDigit);

    public static int Sequence(string number) => IsNumber(number) ? int.Parse(number.AsSpan(9)) : throw new FormatException(number);
}
