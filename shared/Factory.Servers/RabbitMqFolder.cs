using System.Globalization;
using System.Security.Cryptography;

namespace Factory.Servers;

/// <summary>The files of one private RabbitMQ.</summary>
internal sealed class RabbitMqFolder(string folder)
{
    public const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    public const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    public const string Node = "factory@localhost";
    public const string User = "factory";

    public string Folder => folder;

    public string Log => Path.Combine(folder, "server.log");

    public string EpmdLog => Path.Combine(folder, "epmd.log");

    public string Password => File.ReadAllText(PasswordFile).Trim();

    private string PasswordFile => Path.Combine(folder, "password");

    private string CookieFile => Path.Combine(folder, ".erlang.cookie");

    private string Configuration => Path.Combine(folder, "rabbitmq.conf");

    private string Plugins => Path.Combine(folder, "enabled_plugins");

    public void Prepare(int port, IEnumerable<string> settings)
    {
        WriteOnce(PasswordFile);
        WriteOnce(CookieFile);
        File.WriteAllText(Plugins, "[].\n");
        string[] ours =
        [
            $"listeners.tcp.1 = 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
            $"default_user = {User}",
            $"default_pass = {Password}",
            "log.console = true",
            "log.console.level = warning",
            "log.file = false",
            "disk_free_limit.absolute = 50MB",
        ];
        Secret(Configuration, string.Join('\n', ours.Concat(settings)) + "\n", FileMode.Create);
    }

    public Dictionary<string, string> Environment(int epmdPort, int distributionPort) => new(StringComparer.Ordinal)
    {
        ["HOME"] = folder,
        ["ERL_EPMD_PORT"] = epmdPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = Node,
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Configuration,
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Plugins,
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"), // ours, which does not exist, instead of the system's
        ["RABBITMQ_ALLOW_INPUT"] = "1", // with -noinput: the script becomes the server instead of staying its parent
        // Nobody but this machine may reach the node, and waiting schedulers must not take the processor from others.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private static void WriteOnce(string file)
    {
        if (!File.Exists(file))
            Secret(file, RandomNumberGenerator.GetHexString(32, lowercase: true), FileMode.CreateNew);
    }

    private static void Secret(string file, string content, FileMode mode)
    {
        using var writer = new StreamWriter(file, new FileStreamOptions { Mode = mode, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        writer.Write(content);
    }
}
