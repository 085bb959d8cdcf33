using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Factory.Emulators;

/// <summary>A package of npm's registry that tests are held against: taken once a machine, known by its hash, never run by npm.</summary>
public sealed class NpmPackage
{
    /// <summary>Stateful GitHub, Slack and Linear APIs. It needs no other package.</summary>
    public static readonly NpmPackage Emulate = new("emulate", "0.7.0", "v2/Gefv+i/TUzjEkDQkfE8myS0O0T/rJXeOIpgEpldxNQEYileesaWSmMsmB2DBZ8VHO9Pmqe7R9q+81E8PciA==");

    /// <summary>GitHub's own description of its REST API: <c>package/generated/api.github.com.json</c>.</summary>
    public static readonly NpmPackage GitHubOpenApi = new("@octokit/openapi", "23.0.2", "pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==");

    /// <summary>What GitHub and GitHub Enterprise Server really sent.</summary>
    public static readonly NpmPackage WebhookExamples = new("@octokit/webhooks-examples", "7.6.1", "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==");

    private readonly Uri _address;
    private readonly string _name;
    private readonly string _sha512;

    private NpmPackage(string name, string version, string sha512)
    {
        var file = $"{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}";
        (_address, _name, _sha512) = (new Uri($"https://registry.npmjs.org/{name}/-/{file}.tgz"), file, sha512);
    }

    private static string Kept => Path.Combine(Path.GetTempPath(), "factory-test-packages");

    /// <summary>The folder <c>package</c> with all of its files. A machine without the registry cannot hold a test against it; that is said, and is no fault of the product.</summary>
    public async Task<string> Folder()
    {
        var folder = Path.Combine(Kept, _name);
        if (Directory.Exists(folder))
            return Path.Combine(folder, "package");
        var half = $"{folder}.{Guid.NewGuid():n}";
        Directory.CreateDirectory(half);
        using var unpacked = new GZipStream(new MemoryStream(await Archive()), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(unpacked, half, overwriteFiles: false);
        try
        {
            Directory.Move(half, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(half, recursive: true);
        }

        return Path.Combine(folder, "package");
    }

    /// <summary>The bytes of one of its files, for example <c>package/generated/api.github.com.json</c>, without unpacking the others.</summary>
    public async Task<byte[]> File(string path)
    {
        var kept = Path.Combine(Kept, $"{_name}-{Path.GetFileName(path)}");
        if (System.IO.File.Exists(kept))
            return await System.IO.File.ReadAllBytesAsync(kept);
        using var unpacked = new GZipStream(new MemoryStream(await Archive()), CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name != path || entry.DataStream is not { } content)
                continue;
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            await Keep(kept, bytes.ToArray());
            return bytes.ToArray();
        }

        throw new FileNotFoundException($"{_address} has no file {path}.");
    }

    /// <summary>The archive as the registry has it.</summary>
    public async Task<byte[]> Archive()
    {
        var kept = Path.Combine(Kept, $"{_name}.tgz");
        if (!System.IO.File.Exists(kept))
            await Keep(kept, await Download());
        var archive = await System.IO.File.ReadAllBytesAsync(kept);
        return Convert.ToBase64String(SHA512.HashData(archive)) == _sha512 ? archive : throw new InvalidDataException($"{kept} is not what was published as {_address}: delete it.");
    }

    private async Task<byte[]> Download()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        try
        {
            return await http.GetByteArrayAsync(_address);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            Assert.Skip($"{_address} cannot be had: {away.Message}");
            throw;
        }
    }

    private static async Task Keep(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Kept);
        var half = $"{path}.{Guid.NewGuid():n}";
        await System.IO.File.WriteAllBytesAsync(half, bytes);
        System.IO.File.Move(half, path, overwrite: true);
    }
}
