using Work;
using Xunit;

public class PayrollTests
{
    private readonly Payroll _payroll = new([new Employee("ada", 100, 10, "x"), new Employee("bob", 90, 30, "y"), new Employee("eve", 50, 0, "x")]);

    [Fact]
    public void Total() => Assert.Equal(280, _payroll.Total);

    [Fact]
    public void Best_paid() => Assert.Equal("bob", _payroll.BestPaid()!.Name);

    [Fact]
    public void By_team() => Assert.Equal(160, _payroll.ByTeam()["x"]);

    [Fact]
    public void Nobody() => Assert.Null(new Payroll([]).BestPaid());
}
