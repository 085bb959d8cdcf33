using System.Text.Json;
using Factory.Droids.Tools;

namespace Factory.Router.Dialects;

/// <summary>Reads the one block of shell commands of an answer, or its end.</summary>
internal static class ShellBlocks
{
    private static readonly string[] Shells = ["bash", "sh", "shell"];

    public static bool IsFence(string line) => line.TrimStart().StartsWith("```", StringComparison.Ordinal);

    public static Understood Read(Said said, IReadOnlyList<ToolDefinition> tools, string mark)
    {
        var text = ThinkingAloud.Without(said.Text).ReplaceLineEndings("\n");
        var lines = text.Split('\n');
        var blocks = Blocks(lines, out var open);
        var done = Array.FindIndex(lines, line => line.Trim() == $"DONE-{mark}");
        if (done >= 0 && blocks.Count == 0)
            return Finished(lines, done, said.Cut);
        if (open || blocks.Count > 1 || (done >= 0 && blocks.Count > 0))
            return new Understood(text.Trim(), [], Wrong(open, said.Cut, blocks.Count, done >= 0, mark));
        if (blocks.Count == 0)
            return new Understood(text.Trim(), [], null);
        var (first, last) = blocks[0];
        var command = string.Join('\n', lines[(first + 1)..last]);
        var beside = string.Join('\n', lines[..first].Concat(lines[(last + 1)..])).Trim();
        return new Understood(beside, [new SaidCall(ToolCatalog.Run, JsonSerializer.Serialize(new { command }))], null);
    }

    private static string Wrong(bool open, bool cut, int blocks, bool done, string mark) =>
        open && cut ? "Your answer was cut inside the block because it was too long: do less at once."
        : open ? "The block has no closing ```."
        : done ? $"You wrote DONE-{mark} beside a block. Nothing was run: write either one block, or DONE-{mark} and your result."
        : $"You wrote {blocks} blocks. Nothing was run: write exactly one.";

    private static Understood Finished(string[] lines, int done, bool cut)
    {
        var result = string.Join('\n', lines[(done + 1)..]).Trim();
        var repaired = ArgumentsRepair.Read(result, mayClose: !cut);
        var before = string.Join('\n', lines[..done]).Trim();
        return result.Length > 0 && repaired.Json is { } json
            ? new Understood(before, [new SaidCall(ToolCatalog.Finish, json)], null)
            : new Understood(before, [new SaidCall(ToolCatalog.Finish, result)], $"What follows {lines[done].Trim()} is no JSON object ({repaired.Wrong ?? "it is empty"}).");
    }

    /// <summary>Blocks of shell commands that stand at the start of a line and in no other block.</summary>
    private static List<(int First, int Last)> Blocks(string[] lines, out bool open)
    {
        var blocks = new List<(int, int)>();
        var (start, fence, isShell) = (-1, "", false);
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].TrimEnd();
            var ticks = line.Length - line.TrimStart('`').Length;
            if (start < 0 && ticks >= 3)
            {
                (start, fence) = (at, new string('`', ticks));
                isShell = ticks == 3 && Shells.Contains(line[ticks..].Trim(), StringComparer.OrdinalIgnoreCase);
            }
            else if (start >= 0 && line == fence)
            {
                if (isShell)
                    blocks.Add((start, at));
                start = -1;
            }
        }

        open = start >= 0 && isShell;
        return blocks;
    }
}
