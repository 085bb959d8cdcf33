using Factory.Publisher.Outputs;
using Factory.Publisher.Slack.Sockets;

namespace Factory.Publisher.Slack;

internal static class SlackSetup
{
    /// <summary>Answers in chats, and the connections that hear them where Slack cannot reach SignalIntake.</summary>
    public static void AddSlack(this IServiceCollection services)
    {
        services.AddSingleton<SlackClient>().AddSingleton<SlackIdentities>().AddSingleton<SlackThread>().AddSingleton<SlackFiles>().AddSingleton<SlackBefore>().AddSingleton<SlackPeople>();
        services.AddSingleton<IOriginTeller, SlackTeller>();
        services.AddSingleton<SocketDeliveries>();
        services.AddHostedService<SocketService>();
    }
}
