using Logs;
using Xunit;

public class LogViewTests
{
    private static LogView Filled(int count)
    {
        var view = new LogView(2);
        for (var number = 1; number <= count; number++)
        {
            view.Add($"line {number}");
        }

        return view;
    }

    [Fact]
    public void Tail() => Assert.Equal(["line 4", "line 5"], Filled(5).Tail(2));

    [Fact]
    public void Nothing() => Assert.Empty(new LogView(5).Page(0));

    [Fact]
    public void Page() => Assert.Equal(["line 3"], Filled(3).Page(1));

    [Fact]
    public void Find() => Assert.Equal(["line 2"], Filled(3).Find("LINE 2"));
}
