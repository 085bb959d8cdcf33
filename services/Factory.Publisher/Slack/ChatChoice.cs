using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;

namespace Factory.Publisher.Slack;

/// <summary>Which chat of the settings is meant, and whether a team may use it.</summary>
internal static class ChatChoice
{
    /// <exception cref="OutputNotAllowed">There is none of that name, or not for the team.</exception>
    public static ChatSettings Chat(this PublisherFiles files, string name, string team)
    {
        if (files.Recent.Chats.FirstOrDefault(chat => chat.Name == name) is not { } chat)
            throw new OutputNotAllowed($"factory.publisher.yaml names no chat {name}: write it there under chats, with its token, or set the source's key chat in factory.signals.yaml to one that is there.");
        return chat.Teams is { } teams && !teams.Contains(team) ? throw new OutputNotAllowed($"Missions of the team {team} may not speak in the chat {chat.Name}: its teams are named in factory.publisher.yaml.") : chat;
    }
}
