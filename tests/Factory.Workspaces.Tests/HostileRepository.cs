namespace Factory.Workspaces.Tests;

/// <summary>A repository in which everything that git could be made to run writes a marker.</summary>
public static class HostileRepository
{
    private static readonly string[] Hooks =
    [
        "post-checkout", "post-merge", "pre-commit", "post-commit", "reference-transaction", "post-index-change", "pre-push", "update", "pre-receive", "post-receive", "post-update", "fsmonitor-watchman", "pre-auto-gc", "post-rewrite",
    ];

    public static void Arm(SampleRepository repository, string marker)
    {
        var git = Path.Combine(repository.Path, ".git");
        var evil = Path.Combine(git, "evil.sh");
        Script(evil, marker, git);
        Directory.CreateDirectory(Path.Combine(git, "hooks"));
        foreach (var hook in Hooks)
            Script(Path.Combine(git, "hooks", hook), marker, git);
        File.WriteAllText(Path.Combine(repository.Path, "included"), $"[core]\n\tfsmonitor = {evil}\n\thooksPath = {git}/hooks\n");
        File.AppendAllText(
            Path.Combine(git, "config"),
            $"""
            [core]
            	fsmonitor = {evil}
            	hooksPath = {git}/hooks
            	sshCommand = {evil}
            	gitProxy = {evil}
            	alternateRefsCommand = {evil}
            	pager = {evil}
            	editor = {evil}
            	askPass = {evil}
            [include]
            	path = ../included
            [uploadpack]
            	packObjectsHook = {evil}
            [diff]
            	external = {evil}
            [diff "evil"]
            	textconv = {evil}
            	command = {evil}
            [filter "evil"]
            	smudge = {evil}
            	clean = {evil}
            	process = {evil}
            	required = true
            [gc]
            	auto = 1
            [fetch]
            	prune = true
            	recurseSubmodules = true
            [maintenance]
            	auto = true
            [credential]
            	helper = {evil}
            [remote "origin"]
            	url = ext::{evil}
            	uploadpack = {evil}
            	promisor = true
            [gpg]
            	program = {evil}
            [log]
            	showSignature = true

            """);
    }

    private static void Script(string path, string marker, string git)
    {
        File.WriteAllText(path, $"#!/bin/sh\ntouch {marker} {git}/marker /workspace/marker /git/marker /tmp/marker\nexec cat\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }
}
