using System.Text;
using Factory.Workspaces.Repositories.Remotes;
using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.Remotes.RemoteHost;

namespace Factory.Workspaces.Tests.Remotes;

public sealed class When_a_secret_opens_a_host
{
    private const string Secret = "tok-only-here-91c4e7a05d";

    [Fact]
    public async Task It_is_in_no_argument_no_variable_no_setting_and_no_workspace_while_git_speaks_with_it()
    {
        await using var host = await Start();
        host.Server.Tokens[Secret] = true;
        var (fetched, change) = (await host.Fetch(token: Secret), await host.Change());
        await using var computer = new WorkspaceHost(new WorkspaceOptions { Folder = host.Folder.In("workspaces"), MirrorsFolder = host.Folder.In("mirrors") });
        var workspace = await computer.Open(Guid.NewGuid(), fetched.MirrorName, fetched.BaseCommit, [], fetched.BaseCommit, Cancel);
        var (seen, found, inside) = (new List<string>(), new List<string>(), "");
        host.Server.Before = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("git-receive-pack", StringComparison.Ordinal))
            {
                Look(seen, found);
                inside = (await workspace.Run(CommandRequest.Shell("ls -A /dev/shm; cat /proc/*/environ /proc/*/cmdline | tr '\\0' ' '; grep -r tok-only /dev/shm /tmp . | head"), Cancel)).Output;
            }

            return false;
        };

        await host.Publish(fetched, change, token: Secret);

        Assert.Contains(seen, line => line.Contains("git-remote-http", StringComparison.Ordinal)); // it did look while git ran
        Assert.Empty(found);
        Assert.DoesNotContain("tok-only-here", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("factory-git-", inside, StringComparison.Ordinal);
        Assert.DoesNotContain(Files(host.Folder.Path).Concat(Files("/dev/shm")), file => Holds(file));
    }

    [Fact]
    public async Task What_a_killed_process_left_of_it_is_deleted()
    {
        await using var host = await Start();
        var left = $"/dev/shm/factory-git-{Guid.NewGuid():n}";
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(left + ".lock", "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(left, "token"), "password=left\n", Cancel);

        await host.Fetch();

        Assert.False(Directory.Exists(left));
        Assert.False(File.Exists(left + ".lock"));
    }

    [Fact]
    public async Task A_host_that_says_it_back_is_not_quoted_with_it()
    {
        await using var host = await Start();
        host.Server.Tokens[Secret] = true;
        var hook = Path.Combine(host.Bare, "hooks", "pre-receive");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\necho 'you sent {Secret} and {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Secret}"))}' >&2\nexit 1\n", Cancel);
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (fetched, change) = (await host.Fetch(token: Secret), await host.Change());

        var refused = await Assert.ThrowsAsync<Repositories.UnusableRepository>(() => host.Publish(fetched, change, token: Secret));

        Assert.Contains("you sent *** and ***", refused.Message, StringComparison.Ordinal);
    }

#pragma warning disable MA0150 // what printing one says is what is looked at
    [Fact]
    public void It_is_not_printed() => Assert.DoesNotContain(Secret, $"{new GitAccess { Token = new GitToken("x", Secret) }} {new GitToken("x", Secret)} {new GitSshKey(Secret, Secret)}", StringComparison.Ordinal);
#pragma warning restore MA0150

    private static void Look(List<string> seen, List<string> found)
    {
        foreach (var file in Directory.EnumerateDirectories("/proc").Where(process => process[6..].All(char.IsAsciiDigit)).SelectMany(process => new[] { $"{process}/cmdline", $"{process}/environ" }))
        {
            try
            {
                var text = File.ReadAllText(file);
                seen.Add(text);
                if (text.Contains(Secret, StringComparison.Ordinal) || text.Contains(Encoded, StringComparison.Ordinal))
                    found.Add(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended, or is not ours.
            }
        }
    }

    private static string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Secret}"));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None });

    private static bool Holds(string file)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
