using Work;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void All()
    {
        var payroll = new Payroll([new Employee("a", 10, 0, "t"), new Employee("b", 7, 5, "t"), new Employee("c", 1, 0, "u")]);
        Assert.Equal(23, payroll.Total);
        Assert.Equal((22, 1), (payroll.ByTeam()["t"], payroll.ByTeam()["u"]));
        Assert.Equal(0.22, payroll.BonusShare());
        Assert.Equal("b", payroll.BestPaid()!.Name);
    }
}
