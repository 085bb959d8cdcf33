using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests;

public sealed class When_a_csharp_repository_has_a_bug
{
    private const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>";

    private const string TestProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><OutputType>Exe</OutputType></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
          </ItemGroup>
          <ItemGroup><ProjectReference Include="../Shop/Shop.csproj" /></ItemGroup>
        </Project>
        """;

    private const string Cart = """
        namespace Shop;

        public sealed class Cart
        {
            private readonly List<(decimal Price, int Count)> _items = [];

            public decimal Total => _items.Sum(i => i.Price * i.Count);

            public void Add(decimal price, int count)
            {
                if (count < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(count));
                }

                _items.Add((price, count));
            }

            public decimal Shipping()
            {
                var free = 50m;
                if (Total > free)
                {
                    return 0;
                }

                return 5;
            }

            public decimal Largest()
            {
                var largest = 0m;
                for (var i = 0; i < _items.Count; i++)
                {
                    if (_items[i].Price > largest)
                    {
                        largest = _items[i].Price;
                    }
                }

                return largest;
            }
        }

        """;

    private const string Tests = """
        using Shop;
        using Xunit;

        namespace Shop.Tests;

        public class CartTests
        {
            private readonly Cart _cart = new();

            [Fact]
            public void The_total_is_the_sum_of_all_items()
            {
                _cart.Add(2, 4);
                _cart.Add(1, 1);
                Assert.Equal(9, _cart.Total);
            }

            [Theory]
            [InlineData(10, 5)]
            [InlineData(50, 0)]
            [InlineData(60, 0)]
            public void Shipping_is_free_from_fifty_on(int price, int expected)
            {
                _cart.Add(price, 1);
                Assert.Equal(expected, _cart.Shipping());
            }

            [Fact]
            public void The_largest_price_is_found()
            {
                _cart.Add(2, 1);
                _cart.Add(9, 1);
                _cart.Add(4, 1);
                Assert.Equal(9, _cart.Largest());
            }

            [Fact]
            public void A_negative_count_is_refused()
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => _cart.Add(1, -1));
            }
        }

        """;

    [Theory]
    [InlineData("comparison", "if (Total > free)", "if (Total >= free)")]
    [InlineData("arithmetic", "i => i.Price * i.Count", "i => i.Price + i.Count")]
    [InlineData("off by one", "var i = 0; i < _items.Count", "var i = 0; i < _items.Count - 1")]
    public async Task The_mechanic_finds_the_line_that_repairs_it(string kind, string one, string other)
    {
        var right = Cart.Replace("Total > free", "Total >= free", StringComparison.Ordinal);
        var wrong = kind == "comparison" ? Cart : right.Replace(one, other, StringComparison.Ordinal);
        var repaired = kind == "comparison" ? other : one;
        await using var repository = await Open(wrong, kind == "off by one" ? Tests.Replace("_cart.Add(4, 1);", "", StringComparison.Ordinal) : Tests);

        var result = await repository.Repair(seconds: 300);

        Assert.True(result.Found, $"{kind}: {result.StoppedBecause} {string.Join(", ", result.FailingTests)}");
        Assert.True(result.Candidates[0].Diff.Split('\n').Any(l => l.StartsWith('+') && l.Contains(repaired, StringComparison.Ordinal)), result.Candidates[0].Diff);
    }

    [Fact]
    public async Task Each_test_is_known_by_name()
    {
        await using var repository = await Open(Cart, Tests);

        var report = await repository.RunTests(seconds: 240);

        Assert.True(report.Complete, System.Text.Encoding.UTF8.GetString(report.Log));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("Shop.Tests.CartTests.The_total_is_the_sum_of_all_items"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("Shop.Tests.CartTests.Shipping_is_free_from_fifty_on(price: 50, expected: 0)"));
    }

    private static Task<OpenedRepository> Open(string cart, string tests) => OpenedRepository.Open(
        (".gitignore", "bin/\nobj/\n"), ("Shop/Shop.csproj", Project), ("Shop/Cart.cs", cart), ("Shop.Tests/Shop.Tests.csproj", TestProject), ("Shop.Tests/CartTests.cs", tests));
}
