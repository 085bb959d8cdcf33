namespace Numbers;

public static class Pascal
{
    public static IReadOnlyList<long> Row(int number)
    {
        var row = new List<long>();
        long value = 1;
        for (var column = 0; column < number; column++)
        {
            row.Add(value);
            value = value * (number - column) / (column + 1);
        }

        return row;
    }

    public static IEnumerable<IReadOnlyList<long>> Triangle(int rows) => Enumerable.Range(0, rows).Select(Row);

    public static long Sum(int number) => Row(number).Sum();
}
