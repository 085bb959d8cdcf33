namespace Grid;

/// <summary>Walks clockwise along the edge of a grid.</summary>
public sealed class Walker(int rows, int columns)
{
    private int _direction;

    public int Row { get; private set; }

    public int Column { get; private set; }

    public void Step()
    {
        switch (_direction)
        {
            case 0 when Column < columns:
                Column++;
                break;
            case 1 when Row < rows:
                Row++;
                break;
            case 2 when Column > 0:
                Column--;
                break;
            case 3 when Row > 0:
                Row--;
                break;
            default:
                _direction = (_direction + 1) % 4;
                break;
        }
    }

    public string Walk(int steps)
    {
        var seen = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            Step();
            seen.Add($"{Row}{Column}");
        }

        return string.Join(' ', seen);
    }
}
