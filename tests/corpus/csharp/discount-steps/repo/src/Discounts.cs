namespace Shop;

/// <summary>Discounts by the size of an order, in cents.</summary>
public sealed class Discounts(params (int From, int Percent)[] steps)
{
    public int PercentFor(int cents)
    {
        var percent = 0;
        foreach (var step in steps)
        {
            if (cents > step.From && step.Percent > percent)
            {
                percent = step.Percent;
            }
        }

        return percent;
    }

    public int Price(int cents)
    {
        if (cents < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(cents));
        }

        return cents - cents * PercentFor(cents) / 100;
    }
}
