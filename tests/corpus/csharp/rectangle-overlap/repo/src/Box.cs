namespace Geometry;

public readonly record struct Box(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public int Area => Width * Height;

    public Box Intersect(Box other)
    {
        var left = Math.Max(X, other.X);
        var top = Math.Max(Y, other.Y);
        var width = Math.Min(Right, other.Right) + left;
        var height = Math.Min(Bottom, other.Bottom) - top;
        return width <= 0 || height <= 0 ? default : new Box(left, top, width, height);
    }

    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;
}

public static class Layout
{
    public static int Covered(Box one, Box other) => one.Area + other.Area - one.Intersect(other).Area;
}
