using Factory.Workspaces.Files;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_a_command_runs_in_the_background
{
    [Fact]
    public async Task Its_output_is_read_as_it_comes_and_other_commands_run_meanwhile()
    {
        await using var opened = await Open();
        var command = await Start(opened, "echo started; while [ ! -e go ]; do sleep 0.05; done; echo went; exit 3");

        await Says(command, "started\n");
        Assert.True(command.IsRunning);
        await opened.Shell("touch go");
        await Says(command, "went\n");

        await Eventually(() => !command.IsRunning);
        Assert.Equal(3, command.Result!.ExitCode);
        Assert.Equal("", command.News());
    }

    [Fact]
    public async Task It_is_there_to_be_held_as_soon_as_it_was_started()
    {
        await using var opened = await Open();

        var command = await Start(opened, "sleep 1000");

        Assert.True(command.Started.IsCompleted);
        Assert.True(command.IsRunning);
    }

    [Fact]
    public async Task One_that_could_not_start_does_not_keep_its_workspace_from_closing()
    {
        await using var opened = await Open();
        var tooMuch = new Dictionary<string, string>(StringComparer.Ordinal) { ["LONG"] = new('a', 200_000) };
        var command = await opened.Workspace.Start(CommandRequest.Shell("true") with { Environment = tooMuch }, Cancel);

        await Assert.ThrowsAnyAsync<Exception>(command.Stop);
        await opened.Host.Close(opened.Workspace.Id, Cancel);

        Assert.False(Directory.Exists(opened.Workspace.Folder));
    }

    [Fact]
    public async Task A_checkpoint_has_it_stand_still_and_it_goes_on_afterwards()
    {
        await using var opened = await Open();
        var command = await Start(opened, "i=0; while true; do i=$((i+1)); echo $i > count.txt; done");
        await Eventually(() => opened.Workspace.Files.Exists("count.txt"));

        var checkpoint = await opened.Workspace.Checkpoint(Cancel);

        Assert.NotNull(checkpoint);
        var then = opened.Workspace.Files.Read("count.txt").Text;
        await Eventually(() => opened.Workspace.Files.Read("count.txt").Text is { Length: > 0 } now && now != then);
        await command.Stop();
        Assert.False(command.IsRunning);
    }

    [Fact]
    public async Task It_ends_with_its_time_when_it_is_stopped_and_with_the_workspace()
    {
        await using var opened = await Open();
        var (late, stopped, left) = (await Start(opened, "sleep 1000", TimeSpan.FromMilliseconds(200)), await Start(opened, "sleep 1001 & sleep 1002"), await Start(opened, "sleep 1003"));

        await Eventually(() => !late.IsRunning);
        await stopped.Stop();
        await opened.Host.Close(opened.Workspace.Id, Cancel);

        Assert.Equal(KillReason.Time, late.Result!.Killed);
        Assert.Null(stopped.Result);
        Assert.False(left.IsRunning);
        Assert.DoesNotContain(Processes(), line => line.Contains("sleep\0100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_are_never_more_than_four()
    {
        await using var opened = await Open();
        for (var i = 0; i < 4; i++)
            await Start(opened, "sleep 1000");

        await Assert.ThrowsAsync<FileRefused>(() => Start(opened, "sleep 1000"));
    }

    private static Task<BackgroundCommand> Start(OpenedWorkspace opened, string command, TimeSpan? limit = null) =>
        opened.Workspace.Start(CommandRequest.Shell(command) with { TimeLimit = limit ?? TimeSpan.FromMinutes(1) }, Cancel);

    private static async Task Says(BackgroundCommand command, string text)
    {
        var said = "";
        await Eventually(() => (said += command.News()).Length >= text.Length);
        Assert.Equal(text, said);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        while (!holds())
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private static IEnumerable<string> Processes()
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                continue; // it ended
            }

            yield return line;
        }
    }
}
