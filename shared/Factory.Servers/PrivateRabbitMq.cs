using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Factory.Servers;

/// <summary>
/// A RabbitMQ of our own: one node on 127.0.0.1 with its own port mapper (epmd), data folder and generated password. It stops with the process that
/// started it, however that ends.
/// </summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly byte[] Hello = "AMQP\0\0\u0009\u0001"u8.ToArray();

    private readonly RabbitMqOptions _options;
    private readonly RabbitMqFolder _files;
    private readonly FolderLock _lock;
    private readonly int _epmdPort = LoopbackPort.Free();
    private readonly int _distributionPort = LoopbackPort.Free();
    private readonly SemaphoreSlim _oneCall = new(1);
    private ServerProcess? _epmd;
    private ServerProcess? _process;
    private ServerKeeper? _keeper;

    private PrivateRabbitMq(RabbitMqOptions options, RabbitMqFolder files, FolderLock folderLock, int port)
    {
        (_options, _files, _lock) = (options, files, folderLock);
        Port = port;
    }

    /// <summary>The port on 127.0.0.1; it stays the same over <see cref="Restart"/>.</summary>
    public int Port { get; }

    /// <summary>Where and as whom to connect, on the default virtual host.</summary>
    public Uri Uri => VirtualHostUri("");

    /// <summary>Starts the server and waits until it accepts connections, about five seconds.</summary>
    /// <exception cref="ServerException">RabbitMQ is missing, another process uses the folder, or the server does not start.</exception>
    public static async Task<PrivateRabbitMq> Start(RabbitMqOptions options, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(RabbitMqFolder.Server))
            throw new ServerException($"RabbitMQ is not installed: there is no {RabbitMqFolder.Server}. On Debian: apt-get install rabbitmq-server");
        var folder = Path.GetFullPath(options.DataFolder);
        var folderLock = FolderLock.Take(folder, "RabbitMQ");
        try
        {
            var server = new PrivateRabbitMq(options, new RabbitMqFolder(folder), folderLock, options.Port ?? LoopbackPort.Free());
            await server.Run(cancellationToken);
            if (options.KeepRunning)
                server._keeper = new ServerKeeper(ct => server._process!.Exited(ct), server.Run, text => options.Log($"RabbitMQ: {text}"));
            return server;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Makes a virtual host and gives the address on it.</summary>
    /// <exception cref="ServerException">The server refused.</exception>
    public async Task<Uri> AddVirtualHost(string name, CancellationToken cancellationToken = default)
    {
        await Evaluate(
            $"rabbit_vhost:add(<<\"{name}\">>, <<\"factory\">>), rabbit_auth_backend_internal:set_permissions(<<\"{RabbitMqFolder.User}\">>, <<\"{name}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"factory\">>)",
            cancellationToken);
        return VirtualHostUri(name);
    }

    /// <summary>Evaluates an Erlang expression on the node, in milliseconds where rabbitmqctl takes seconds.</summary>
    /// <exception cref="ServerException">It could not be evaluated.</exception>
    public async Task<string> Evaluate(string expression, CancellationToken cancellationToken = default)
    {
        // Two calls at once get in each other's way: they connect to the node under one name.
        await _oneCall.WaitAsync(cancellationToken);
        try
        {
            return await EvaluateAlone(expression, cancellationToken);
        }
        finally
        {
            _oneCall.Release();
        }
    }

    private async Task<string> EvaluateAlone(string expression, CancellationToken cancellationToken)
    {
        // The cookie is read from HOME, so that it is no argument that others could see.
        var (code, output) = await ShortCommand.Run("erl_call", ["-r", "-sname", RabbitMqFolder.Node, "-e"], Environment(), cancellationToken, expression + ".\n");
        return code == 0 && output.StartsWith("{ok", StringComparison.Ordinal) ? output : throw new ServerException($"RabbitMQ could not evaluate {expression}: {output.Trim()}");
    }

    /// <summary>Runs rabbitmqctl, for example <c>Control("list_queues", "name", "messages")</c>; takes a second or two.</summary>
    /// <exception cref="ServerException">It failed.</exception>
    public async Task<string> Control(params string[] arguments)
    {
        var (code, output) = await ShortCommand.Run(RabbitMqFolder.Control, arguments, Environment(), CancellationToken.None);
        return code == 0 ? output : throw new ServerException($"rabbitmqctl {string.Join(' ', arguments)} failed: {output.Trim()}");
    }

    /// <summary>SIGKILL, as a crash would.</summary>
    public async Task Kill()
    {
        if (_process is not { } process)
            return;
        await process.Kill();
        await process.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts it again on the same folder and ports, after <see cref="Kill"/> or <see cref="Stop"/> or by itself.</summary>
    public async Task Restart(CancellationToken cancellationToken = default)
    {
        await Stop();
        await Run(cancellationToken);
    }

    /// <summary>A clean stop. The folder stays reserved.</summary>
    public async Task Stop()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        if (_epmd is { } epmd)
            await epmd.DisposeAsync();
        (_process, _epmd) = (null, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
            await _keeper.DisposeAsync();
        await Stop();
        _oneCall.Dispose();
        _lock.Dispose();
    }

    internal async Task StopNow()
    {
        await Kill();
        await Stop();
    }

    private Dictionary<string, string> Environment() => _files.Environment(_epmdPort, _distributionPort);

    private Uri VirtualHostUri(string name) => new($"amqp://{RabbitMqFolder.User}:{_files.Password}@127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{name}");

    private async Task Run(CancellationToken cancellationToken)
    {
        if (!LoopbackPort.IsFree(Port))
            throw new ServerException($"The port {Port} on 127.0.0.1 is taken. Close what uses it, or let a free one be chosen.");
        _files.Prepare(Port, _options.Settings);
        var logStart = ServerLog.Begin(_files.Log);
        try
        {
            _epmd ??= await ServerProcess.Start(
                new ServerCommand("epmd", ["-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"], "TERM", TimeSpan.FromSeconds(5), _files.EpmdLog, null, Environment()),
                cancellationToken);
            _process = await ServerProcess.Start(
                new ServerCommand(RabbitMqFolder.Server, ["-noinput"], "TERM", LongestStop, _files.Log, null, Environment()), cancellationToken);
            await WaitUntilReady(_process, logStart, cancellationToken);
        }
        catch
        {
            await Stop();
            throw;
        }
    }

    private async Task WaitUntilReady(ServerProcess process, long logStart, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestStart; await Task.Delay(Between, cancellationToken))
        {
            if (process.HasExited)
                throw new ServerException($"RabbitMQ did not start on {_files.Folder}: {ServerLog.Tail(_files.Log, logStart)}");
            if (await Answers(cancellationToken))
                return;
        }

        throw new ServerException($"RabbitMQ on {_files.Folder} was not ready after {LongestStart.TotalSeconds:0} s: {ServerLog.Tail(_files.Log, logStart)}");
    }

    /// <summary>A broker that is ready answers the protocol header with its first frame.</summary>
    private async Task<bool> Answers(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
            await client.GetStream().WriteAsync(Hello, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[8], cancellationToken) > 0;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
