namespace Dogs;

public static class Kennel
{
    public static string ClassOf(double weight)
    {
        string name;
        if (weight >= 30)
        {
            name = "large";
        }

        if (weight is >= 10 and < 30)
        {
            name = "medium";
        }
        else
        {
            name = "small";
        }

        return name;
    }

    public static int Price(double weight, int days) => days * ClassOf(weight) switch
    {
        "large" => 30,
        "medium" => 22,
        _ => 15,
    };

    public static ILookup<string, string> Sort(IEnumerable<(string Name, double Weight)> dogs) => dogs.ToLookup(dog => ClassOf(dog.Weight), dog => dog.Name);
}
