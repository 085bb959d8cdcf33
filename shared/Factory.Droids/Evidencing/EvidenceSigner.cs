using System.Security.Cryptography;
using Factory.Contracts.Features;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Factory.Droids.Evidencing;

/// <summary>
/// Signs what this service saw, with an ECDSA P-256 key of its own that never leaves its folder. The public half is registered in
/// <c>factory.service_key</c> when the service starts.
/// </summary>
public sealed class EvidenceSigner : IHostedService, IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly string _service;
    private readonly ECDsa _key;

    /// <param name="service">Which service signs, for example <c>tester</c>.</param>
    /// <param name="keysFolder">Folder of the private keys; made, for this user alone, where it is missing.</param>
    public EvidenceSigner(NpgsqlDataSource database, string service, string keysFolder)
    {
        (_database, _service) = (database, service);
        _key = LoadOrMake(Path.Combine(keysFolder, $"{service}.pem"));
        KeyId = $"{service}:{Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8))}";
    }

    /// <summary>Service and fingerprint of the key.</summary>
    public string KeyId { get; }

    /// <summary>The same evidence with this key's id and signature.</summary>
    public Evidence Sign(Evidence seen)
    {
        var named = seen with { KeyId = KeyId };
        return named with { Signature = Convert.ToBase64String(_key.SignData(EvidenceText.Of(named), HashAlgorithmName.SHA256)) };
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("insert into factory.service_key (key_id, service, public_key) values ($1, $2, $3) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = KeyId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _service });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = _key.ExportSubjectPublicKeyInfo() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _key.Dispose();

    private static ECDsa LoadOrMake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(file))
            Make(file);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key;
    }

    /// <summary>Two replicas that start at once on one folder keep the key of whichever is first.</summary>
    private static void Make(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{file}.{Guid.NewGuid():n}";
        var forThisUser = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var written = new StreamWriter(draft, forThisUser))
            written.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
