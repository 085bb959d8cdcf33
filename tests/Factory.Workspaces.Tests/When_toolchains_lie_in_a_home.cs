using Factory.Workspaces.Sandboxing;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_toolchains_lie_in_a_home : IDisposable
{
    private readonly TemporaryFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task They_are_found_and_nothing_else_of_the_home_is()
    {
        Program(".pyenv/versions/3.99.1/bin/python3.99", "echo python");
        Program(".pyenv/shims/python3.99", "echo shim");
        Program(".nvm/versions/node/v99.0.0/bin/nodex", "echo node");
        Directory.CreateDirectory(home.In(".nvm/versions/node/v99.0.0/lib"));
        Program(".cargo/bin/cargox", "echo cargo");
        Write(".pyenv/version", "3.99.1\n");
        Write(".ssh/id_rsa", "PLANTED");
        Write(".nvm/secret", "PLANTED");
        Write(".cargo/credentials.toml", "PLANTED");
        SampleRepository.Run("chmod", home.Path, "-R", "a+rX", home.Path);
        var options = new SandboxOptions { Home = home.Path, Path = $"{home.In(".pyenv/shims")}:{home.In(".nvm/versions/node/v99.0.0/bin")}:{home.In(".cargo/bin")}:/usr/bin:relative:{home.In("missing")}" };
        await using var opened = await Open(sandbox: options);

        var result = await opened.Shell($"python3.99; nodex; cargox; echo x > {home.In(".cargo/bin/cargox")}; grep -r PLANTED {home.Path}; ls -A {home.Path}");

        Assert.StartsWith("python\nnode\ncargo\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PLANTED", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(".cargo\n.nvm\n.pyenv\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("echo cargo", await File.ReadAllTextAsync(home.In(".cargo/bin/cargox"), Cancel), StringComparison.Ordinal);
    }

    private void Program(string name, string line)
    {
        Write(name, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(home.In(name), (UnixFileMode)0x1ED);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(name))!);
        File.WriteAllText(home.In(name), text);
    }
}
