using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Tests;

public sealed class When_a_process_was_killed
{
    [Fact]
    public void The_control_groups_that_it_left_are_deleted_and_those_of_others_stay()
    {
        var parents = ControlGroupParents.Found;
        Assert.SkipWhen(parents is null, "no control groups can be made here");
        var parent = parents!.Folders[0];
        // No process has an id this high.
        var (left, ours) = (Path.Combine(parent, $"factory-{int.MaxValue}-left"), Path.Combine(parent, $"factory-{Environment.ProcessId}-ours"));
        Directory.CreateDirectory(left);
        Directory.CreateDirectory(ours);
        try
        {
            ControlGroup.RemoveLeft(parents);

            Assert.False(Directory.Exists(left));
            Assert.True(Directory.Exists(ours));
        }
        finally
        {
            Directory.Delete(ours);
        }
    }
}
