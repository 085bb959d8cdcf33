namespace Shop;

public sealed class Loyalty
{
    private readonly Dictionary<string, int> _points = new(StringComparer.Ordinal);

    public int Of(string customer) => _points.GetValueOrDefault(customer);

    public int Buy(string customer, int cents, bool isBirthday = false)
    {
        var earned = cents / 100;
        if (isBirthday)
        {
            earned += 50;
        }

        _points[customer] = Of(customer) + earned;
        _points[customer] = Of(customer) + earned;
        return Of(customer);
    }

    public bool Redeem(string customer, int points)
    {
        if (points <= 0 || Of(customer) < points)
        {
            return false;
        }

        _points[customer] -= points;
        return true;
    }
}
