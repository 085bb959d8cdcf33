using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Files;

/// <summary>Several edits as one: all are worked out before the first file is touched, and what cannot be written puts back what was.</summary>
internal sealed class FileEdits(ConfinedFiles files, RootFolder root)
{
    private readonly Dictionary<string, Staged> staged = new(StringComparer.Ordinal);

    /// <returns>One line each: what was done.</returns>
    public IReadOnlyList<string> Apply(IReadOnlyList<FileEdit> edits)
    {
        var done = new List<string>(edits.Count);
        for (var i = 0; i < edits.Count; i++)
        {
            try
            {
                done.Add(Stage(edits[i]));
            }
            catch (FileRefused refused) when (edits.Count > 1)
            {
                throw new FileRefused($"Edit {i + 1} of {edits.Count} cannot be done, so none was: {refused.Message}", refused);
            }
        }

        try
        {
            Write();
        }
        catch (FileRefused refused) when (edits.Count > 1)
        {
            throw new FileRefused($"Of {edits.Count} edits one cannot be written, so none was made: {refused.Message}", refused);
        }

        return done;
    }

    private string Stage(FileEdit edit)
    {
        var path = ConfinedPath.Check(edit.Path);
        switch (edit.Kind)
        {
            case EditKind.Replace:
                var before = Known(path);
                var file = TextFile.Decode(path, before);
                var (text, line) = UniqueReplacement.Apply(path, file.Text, edit.OldText ?? "", edit.NewText ?? "");
                Put(path, staged.GetValueOrDefault(path)?.From ?? path, file.Encode(path, text));
                return $"{path}: replaced at line {line}";
            case EditKind.Create:
                Free(path);
                Put(path, null, System.Text.Encoding.UTF8.GetBytes(edit.NewText ?? ""));
                return $"{path}: created";
            case EditKind.Move:
                var target = ConfinedPath.Check(edit.NewPath ?? "");
                Free(target);
                var content = Known(path);
                var from = staged.TryGetValue(path, out var earlier) ? earlier.From : path;
                Gone(path, from);
                Put(target, from, content);
                return $"{path}: moved to {target}";
            default:
                if (staged.ContainsKey(path))
                    Known(path);
                else if (root.KindOf(path) is null or FileKind.Folder)
                    throw new FileRefused($"'{ConfinedPath.Printable(path)}' is not there, or is a folder. Nothing was deleted.");
                Gone(path, from: null);
                return $"{path}: deleted";
        }
    }

    private byte[] Known(string path) => staged.TryGetValue(path, out var known)
        ? known.Content ?? throw new FileRefused($"'{path}' is not there any more: an edit before this one moved or deleted it.")
        : files.ReadBytes(path);

    private void Free(string path)
    {
        if (path == "." || (staged.TryGetValue(path, out var known) ? known.Content is not null : root.KindOf(path) is not null))
            throw new FileRefused($"'{path}' is there already. Replace text in it, or delete it first.");
    }

    private void Put(string path, string? from, byte[] content)
    {
        ConfinedFiles.CheckSize(path, content.Length);
        staged[path] = new Staged(from, content, Moved: false);
    }

    /// <param name="from">Where it lies on disk if it is only moved away; null if it goes.</param>
    private void Gone(string path, string? from)
    {
        if (staged.TryGetValue(path, out var known) && known.From != path)
            staged.Remove(path); // it never lay there
        else
            staged[path] = new Staged(path, null, Moved: from is not null);
        if (known is { From: { } source } && source != path && from is null)
            staged[source] = new Staged(source, null, Moved: false); // moved here, then deleted: it goes from where it lies
    }

    /// <summary>What is moved goes first and keeps its mode; what is deleted goes last, when nothing else can fail.</summary>
    private void Write()
    {
        var undo = new Stack<Action>();
        try
        {
            foreach (var (path, after) in staged.Where(one => one.Value is { Content: not null, From: { } from } && from != one.Key))
            {
                root.Rename(after.From!, path);
                undo.Push(() => root.Rename(path, after.From!));
            }

            foreach (var (path, after) in staged.Where(one => one.Value.Content is not null))
            {
                var old = root.KindOf(path) is null ? null : files.ReadBytes(path);
                if (old is not null && old.AsSpan().SequenceEqual(after.Content))
                    continue;
                undo.Push(old is null ? () => Forget(path) : () => Restore(path, old));
                files.WriteBytes(path, after.Content);
            }

            foreach (var (path, _) in staged.Where(one => one.Value is { Content: null, Moved: false }))
                files.Delete(path);
        }
        catch (Exception failed)
        {
            var left = TakeBack(undo);
            // Half of it is written: only the checkpoint knows what was.
            if (left.Count > 0)
                throw new IOException($"Edits could be neither made nor taken back: {failed.Message}", new AggregateException([failed, .. left]));
            throw;
        }
    }

    /// <summary>All that can be, whatever cannot.</summary>
    private static List<Exception> TakeBack(Stack<Action> undo)
    {
        var left = new List<Exception>();
        while (undo.TryPop(out var step))
        {
            try
            {
                step();
            }
            catch (Exception error) when (error is FileRefused or IOException)
            {
                left.Add(error);
            }
        }

        return left;
    }

    /// <summary>Not written where it is as it was: what forbade the edit would forbid that, too.</summary>
    private void Restore(string path, byte[] old)
    {
        if (!files.ReadBytes(path).AsSpan().SequenceEqual(old))
            files.WriteBytes(path, old);
    }

    private void Forget(string path)
    {
        if (root.KindOf(path) is not null)
            root.Delete(path);
    }

    /// <param name="From">Where it lies on disk before; null if nowhere.</param>
    /// <param name="Content">Afterwards; null if it is not there then.</param>
    /// <param name="Moved">It is not there because it lies elsewhere then.</param>
    private sealed record Staged(string? From, byte[]? Content, bool Moved);
}
