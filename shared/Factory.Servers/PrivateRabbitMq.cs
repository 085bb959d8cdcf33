using System.Globalization;
using System.Net.Sockets;

namespace Factory.Servers;

/// <summary>A RabbitMQ of our own: one node with its own port mapper (epmd), data folder and generated password.</summary>
public sealed class PrivateRabbitMq : PrivateServer
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);
    private static readonly byte[] Hello = "AMQP\0\0\u0009\u0001"u8.ToArray();

    private readonly RabbitMqOptions _options;
    private readonly RabbitMqFolder _files;
    private readonly int _epmdPort = LoopbackPort.Free();
    private readonly int _distributionPort = LoopbackPort.Free();
    private readonly SemaphoreSlim _oneCall = new(1);
    private ServerProcess? _epmd;

    private PrivateRabbitMq(RabbitMqOptions options, RabbitMqFolder files, FolderLock folderLock)
        : base(folderLock, options.Port) => (_options, _files) = (options, files);

    /// <summary>Where and as whom to connect, on the default virtual host.</summary>
    public Uri Uri => VirtualHostUri("");

    private protected override string Name => "RabbitMQ";

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
            var server = new PrivateRabbitMq(options, new RabbitMqFolder(folder), folderLock);
            await server.Begin(options.KeepRunning ? options.Log : null, cancellationToken);
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

    /// <inheritdoc/>
    public override async Task Stop()
    {
        await base.Stop();
        if (_epmd is { } epmd)
            await epmd.DisposeAsync();
        _epmd = null;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _oneCall.Dispose();
    }

    private Dictionary<string, string> Environment() => _files.Environment(_epmdPort, _distributionPort);

    private Uri VirtualHostUri(string name) => new($"amqp://{RabbitMqFolder.User}:{_files.Password}@127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{name}");

    private protected override async Task Run(CancellationToken cancellationToken)
    {
        CheckPort();
        _files.Prepare(Port, _options.Settings);
        var logStart = ServerLog.Begin(_files.Log);
        try
        {
            _epmd ??= await ServerProcess.Start(
                new ServerCommand("epmd", ["-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"], "TERM", TimeSpan.FromSeconds(5), _files.EpmdLog, null, Environment()),
                cancellationToken);
            Process = await ServerProcess.Start(
                new ServerCommand(RabbitMqFolder.Server, ["-noinput"], "TERM", LongestStop, _files.Log, null, Environment()), cancellationToken);
            await WaitUntilReady(Answers, _files.Folder, _files.Log, logStart, cancellationToken);
            await ElectLeaders(cancellationToken);
            await KeepQueueNames(cancellationToken);
        }
        catch
        {
            await Stop();
            throw;
        }
    }

    /// <summary>
    /// A broker that was killed while a quorum queue was being declared finds it again without a leader, and on a single node nobody ever calls an election: what is
    /// sent there is never confirmed, and nobody can consume. Seen with RabbitMQ 3.10; queues that have a leader keep it.
    /// </summary>
    private async Task ElectLeaders(CancellationToken cancellationToken) =>
        await Evaluate("catch lists:foreach(fun({Queue, _}) -> ra:trigger_election({Queue, node()}) end, ra_directory:list_registered(quorum_queues))", cancellationToken);

    /// <summary>
    /// RabbitMQ keeps the name of a new quorum queue in memory for 3 s. One that is killed in that time makes the queue anew, and what it had
    /// confirmed for it is gone (seen with 3.10). A broker of our own writes the names down ten times a second.
    /// </summary>
    private async Task KeepQueueNames(CancellationToken cancellationToken) =>
        await Evaluate(
            """
            Names = [Table || Table <- dets:all(), filename:basename(dets:info(Table, filename)) =:= "names.dets"],
            spawn(fun() -> (fun Again() -> timer:sleep(100), lists:foreach(fun dets:sync/1, Names), Again() end)() end)
            """,
            cancellationToken);

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
