using System.Globalization;

namespace Factory.History.Teams;

/// <summary>How long a budget is good for.</summary>
public enum BudgetPeriod
{
    /// <summary>As long as the key.</summary>
    Total = 1,

    /// <summary>A day of the calendar, in UTC.</summary>
    Day = 2,

    /// <summary>A month of the calendar, in UTC.</summary>
    Month = 3,
}

/// <summary>What a gateway key may spend.</summary>
/// <param name="Usd">US dollars in each period; 0 or more, 1,000,000 at most.</param>
public sealed record KeyBudget(decimal Usd, BudgetPeriod Period)
{
    private const decimal Most = 1_000_000;

    /// <summary>Reads <c>20</c>, <c>2.50/day</c> or <c>20/month</c>.</summary>
    /// <param name="text">Dollars, and the period where there is one.</param>
    /// <returns>Null when it is none of these.</returns>
    public static KeyBudget? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        BudgetPeriod? period = parts switch
        {
            [_] => BudgetPeriod.Total,
            [_, "day"] => BudgetPeriod.Day,
            [_, "month"] => BudgetPeriod.Month,
            _ => null,
        };
        return period is { } known && decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) && usd is >= 0 and <= Most
            ? new KeyBudget(usd, known)
            : null;
    }

    /// <summary>For people, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Usd:0.####}{(Period == BudgetPeriod.Total ? "" : Period == BudgetPeriod.Day ? "/day" : "/month")}");
}
