using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Workspaces;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge.Maps;

/// <summary>Maps that were made before, in this computer's folder: one file for each team, repository and commit. No team is shown what another's work left, not even that it was there.</summary>
internal sealed class MapCache(string folder, TimeProvider time)
{
    private const int MostMaps = 64;
    private const long MostBytes = 256L << 20;

    public async Task<RepositoryMap> Get(string team, Workspace workspace, IReadOnlyList<CommittedFile> files, CancellationToken ct)
    {
        var path = Path.Combine(folder, Key(team, workspace) + ".json");
        if (await Read(path, ct) is { } known)
            return known;
        var map = await MapBuilder.Build(workspace.Commits, files, time, ct);
        await Write(path, map, ct);
        return map;
    }

    internal static string Key(string team, Workspace workspace) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new[] { team, workspace.Mirror, workspace.BaseCommit })));

    private static async Task<RepositoryMap?> Read(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<RepositoryMap>(file, DroidJson.Options, ct);
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException)
        {
            return null; // half written by a process that was killed, or pruned meanwhile: it is made again
        }
    }

    private async Task Write(string path, RepositoryMap map, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var whole = $"{path}.{Guid.NewGuid():n}.new";
        await File.WriteAllTextAsync(whole, JsonSerializer.Serialize(map, DroidJson.Options), Encoding.UTF8, ct);
        File.Move(whole, path, overwrite: true);
        Prune();
    }

    private void Prune()
    {
        var (maps, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += file.Length;
            if (++maps > MostMaps || bytes > MostBytes)
                file.Delete();
        }
    }
}
