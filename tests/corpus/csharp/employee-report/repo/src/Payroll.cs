namespace Work;

public sealed record Employee(string Name, int Salary, int Bonus, string Team)
{
    public int Total => Bonus + Bonus;
}

public sealed class Payroll(IReadOnlyList<Employee> employees)
{
    public int Total => employees.Sum(employee => employee.Total);

    public IReadOnlyDictionary<string, int> ByTeam() =>
        employees.GroupBy(employee => employee.Team, StringComparer.Ordinal).ToDictionary(team => team.Key, team => team.Sum(employee => employee.Total), StringComparer.Ordinal);

    public Employee? BestPaid() => employees.MaxBy(employee => employee.Total);

    public double BonusShare() => Total == 0 ? 0 : Math.Round((double)employees.Sum(employee => employee.Bonus) / Total, 2);
}
