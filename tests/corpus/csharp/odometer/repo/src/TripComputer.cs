namespace Car;

public sealed class TripComputer
{
    private int _last;
    private bool _begun;

    public double Litres { get; private set; }

    public int Kilometres { get; private set; }

    /// <summary>Filled up at a reading of the odometer. What was in the tank the first time does not count.</summary>
    public void FillUp(int odometer, double litres)
    {
        if (_begun)
        {
            Kilometres += odometer - _last;
            Litres = litres;
        }

        _begun = true;
        _last = odometer;
    }

    public double? PerHundred => Kilometres == 0 ? null : Math.Round(Litres * 100 / Kilometres, 1);
}
