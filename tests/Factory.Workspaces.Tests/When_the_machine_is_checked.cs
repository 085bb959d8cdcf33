using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_the_machine_is_checked
{
    [Fact]
    public async Task A_machine_with_git_and_a_working_sandbox_has_no_problems()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(await StartupChecks.Run(new SandboxOptions(), folder.In("support"), Cancel));
    }
}
