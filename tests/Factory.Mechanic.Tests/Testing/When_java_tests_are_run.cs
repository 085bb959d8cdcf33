using System.Text;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Tests.Testing;

public sealed class When_java_tests_are_run
{
    private const string Pom = "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version>"
        + "<dependencies><dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency></dependencies></project>\n";

    private const string Suite = """
        package shop;

        import static org.junit.Assert.*;
        import org.junit.*;

        public class CartTest {
            @Test public void passes() { System.out.print("no line end"); }
            @Test public void fails() { assertEquals(1, 2); }
            @Test public void breaks() { throw new IllegalStateException("x"); }
            @Ignore @Test public void skipped() { }
        }

        """;

    private const string Parameters = """
        package shop;

        import static org.junit.jupiter.api.Assertions.*;
        import org.junit.jupiter.api.*;
        import org.junit.jupiter.params.ParameterizedTest;
        import org.junit.jupiter.params.provider.ValueSource;

        class NumbersTest {
            @ParameterizedTest @ValueSource(ints = {1, 2}) void isOne(int n) { assertEquals(1, n); }
            @Nested class Inner { @Test void works() { } }
        }

        """;

    [Theory]
    [InlineData("src/test/java/shop/CartTest.java", Suite, TestRunnerKind.Java)]
    [InlineData("tests/CartTest.java", "public class CartTest { public static void main(String[] args) { } }\n", TestRunnerKind.Java)]
    [InlineData("src/TestCart.java", "import junit.framework.TestCase;\npublic class TestCart extends TestCase { }\n", TestRunnerKind.Java)]
    public async Task The_repository_says_how_they_run(string path, string text, TestRunnerKind expected)
    {
        await using var repository = await OpenedRepository.Open((path, text));

        Assert.Equal(expected, repository.Plan().Runner);
        Assert.Equal([path], repository.Plan().Files);
    }

    [Theory]
    [InlineData(null, TestRunnerKind.Maven)]
    [InlineData("mvn -q test", TestRunnerKind.Maven)]
    [InlineData("sh run-tests.sh", TestRunnerKind.Command)]
    public async Task A_build_by_Maven_is_recognised_and_a_given_command_wins(string? command, TestRunnerKind expected)
    {
        await using var repository = await OpenedRepository.Open(("pom.xml", Pom), ("src/test/java/shop/CartTest.java", Suite));

        Assert.Equal(expected, repository.Plan(command).Runner);
    }

    [Fact]
    public async Task Each_is_known_by_name()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(("src/test/java/shop/CartTest.java", Suite), ("src/test/java/shop/NumbersTest.java", Parameters));

        var report = await repository.RunTests(seconds: 300);

        Assert.True(report.Complete, Encoding.UTF8.GetString(report.Log));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("shop.CartTest.passes"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("shop.CartTest.fails"));
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("shop.CartTest.breaks"));
        Assert.Equal(TestOutcome.Skipped, report.OutcomeOf("shop.CartTest.skipped"));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("shop.NumbersTest.isOne[1]"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("shop.NumbersTest.isOne[2]"));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("shop.NumbersTest$Inner.works"));
    }

    [Fact]
    public async Task Only_the_selected_ones_run()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open(("src/test/java/shop/CartTest.java", Suite));

        var report = await repository.RunTests(seconds: 300, selection: new TestSelection(["shop.CartTest.passes"]));

        Assert.Equal(["shop.CartTest.passes"], report.Results.Select(r => r.Name));
        Assert.True(report.AllPassed);
    }

    [Fact]
    public async Task A_build_by_Maven_runs_its_tests_on_this_computer_alone()
    {
        JavaHere.NeedsJUnit();
        await using var repository = await OpenedRepository.Open((".gitignore", "target/\n"), ("pom.xml", Pom), ("src/test/java/shop/CartTest.java", Suite));

        var report = await repository.RunTests(seconds: 600);

        Assert.True(report.Complete, Encoding.UTF8.GetString(report.Log));
        Assert.Equal(TestOutcome.Passed, report.OutcomeOf("shop.CartTest.passes"));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("shop.CartTest.fails"));
        Assert.Equal(TestOutcome.Error, report.OutcomeOf("shop.CartTest.breaks"));
    }

    [Fact]
    public async Task Surefires_reports_of_a_given_Maven_are_read()
    {
        JavaHere.NeedsJdk();
        // What Maven would do, by a script of the repository's own: an older report is there already, and says nothing.
        const string maven = """
            #!/bin/sh
            mkdir -p target/surefire-reports
            cat >target/surefire-reports/TEST-shop.CartTest.xml <<END
            <testsuite><testcase classname="shop.CartTest" name="passes" time="0.01"/><testcase classname="shop.CartTest" name="isOne(int)[2]" time="0.02"><failure message="no">at shop.Cart.one(Cart.java:3)</failure></testcase>
            <testcase classname="shop.CartTest" name="later"><skipped/></testcase></testsuite>
            END
            exit 1

            """;
        await using var repository = await OpenedRepository.Open(("pom.xml", Pom), ("mvn", maven), ("target/surefire-reports/TEST-old.xml", "<testsuite><testcase classname=\"Old\" name=\"fails\"><failure/></testcase></testsuite>"), ("src/test/java/shop/CartTest.java", Suite));
        await repository.Workspace.Run(Factory.Workspaces.Sandboxing.CommandRequest.Shell("chmod +x mvn; touch -d '1 hour ago' target/surefire-reports/TEST-old.xml"), OpenedRepository.Cancel);

        var report = await repository.RunTests("./mvn -q test", seconds: 300);

        Assert.True(report.Complete, Encoding.UTF8.GetString(report.Log));
        Assert.Equal(["shop.CartTest.passes", "shop.CartTest.isOne[2]", "shop.CartTest.later"], report.Results.Select(r => r.Name));
        Assert.Equal(TestOutcome.Failed, report.OutcomeOf("shop.CartTest.isOne[2]"));
        Assert.Equal(TestOutcome.Skipped, report.OutcomeOf("shop.CartTest.later"));
    }
}
