using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests.Testing;

public sealed class When_tests_are_looked_for
{
    [Theory]
    [InlineData("tests/test_a.py", "import unittest\n", TestRunnerKind.Unittest)]
    [InlineData("pkg/a_test.py", "import pytest\n", TestRunnerKind.Pytest)]
    [InlineData("test/a.test.js", "require('node:test')\n", TestRunnerKind.NodeTest)]
    [InlineData("a.Tests/a.Tests.csproj", "<Project><ItemGroup><PackageReference Include=\"xunit\" /></ItemGroup></Project>", TestRunnerKind.DotnetTest)]
    [InlineData("Makefile", "test:\n\ttrue\n", TestRunnerKind.Command)]
    [InlineData("package.json", "{\"scripts\":{\"test\":\"node --test test\"}}", TestRunnerKind.NodeTest)]
    [InlineData("package.json", "{\"scripts\":{\"test\":\"vitest run\"}}", TestRunnerKind.Command)]
    public async Task The_repository_says_how_they_run(string path, string text, TestRunnerKind expected)
    {
        await using var repository = await OpenedRepository.Open((path, text));

        Assert.Equal(expected, repository.Plan().Runner);
    }

    [Theory]
    [InlineData("python -m unittest -v tests.test_a", TestRunnerKind.Unittest)]
    [InlineData("PYTHONPATH=src python3 -m unittest discover -s tests", TestRunnerKind.Unittest)]
    [InlineData("pytest -x tests", TestRunnerKind.Pytest)]
    [InlineData("node --test --test-reporter=spec test/", TestRunnerKind.NodeTest)]
    [InlineData("dotnet test -c Release", TestRunnerKind.DotnetTest)]
    [InlineData("python3 -m unittest && echo done", TestRunnerKind.Command)]
    [InlineData("./run-tests.sh", TestRunnerKind.Command)]
    public async Task A_given_command_always_wins(string command, TestRunnerKind expected)
    {
        await using var repository = await OpenedRepository.Open(("tests/test_a.py", "import unittest\n"));

        var plan = repository.Plan(command);

        Assert.Equal(expected, plan.Runner);
        Assert.Equal(command, plan.CommandText);
        Assert.True(plan.Given);
    }

    [Fact]
    public async Task None_at_all_is_said_with_what_to_do()
    {
        await using var repository = await OpenedRepository.Open(("README.md", "nothing"));

        var detected = TestDetection.Detect(repository.Workspace, null);

        Assert.False(detected.Found);
        Assert.Contains("--test", detected.Explanation, StringComparison.Ordinal);
    }
}
