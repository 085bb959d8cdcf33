namespace Post;

public sealed record Company(string Name, string? Department);

public sealed record Customer(string Name, Company? Company, string City);

public static class Label
{
    public static IReadOnlyList<string> Lines(Customer customer)
    {
        var lines = new List<string> { customer.Name };
        lines.Add(customer.Company!.Name.ToUpperInvariant());

        if (customer.Company?.Department is { } department)
        {
            lines.Add($"c/o {department}");
        }

        lines.Add(customer.City);
        return lines;
    }

    public static string Print(Customer customer) => string.Join('\n', Lines(customer));

    public static int Width(IEnumerable<Customer> customers) => customers.SelectMany(Lines).Select(line => line.Length).DefaultIfEmpty().Max();
}
