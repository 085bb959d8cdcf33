using Factory.Contracts.Origins;

namespace Factory.Contracts.Chats;

// What SignalIntake asks Publisher about chats, since Publisher holds their tokens.

/// <summary>What was said in this thread before the message that asks for work?</summary>
/// <param name="Chat">The thread, and the message.</param>
/// <param name="Gate">Whose words are wanted: of others nothing leaves Publisher.</param>
/// <param name="Until">What cannot be had by then is gone on without.</param>
public sealed record ReadChatThread(Guid SignalId, string Team, ChatRef Chat, ChatGate Gate, DateTimeOffset Until, string ReplyTo);

/// <summary>Whose words may cause work, by the rules of a source.</summary>
/// <param name="People">The chat's ids of persons; null for everybody of the workspaces.</param>
/// <param name="Workspaces">The chat's ids of workspaces and organisations.</param>
/// <param name="IsShared">Whether other organisations write in the channel, too: then somebody of whom it is not told where they are from may not.</param>
/// <param name="IsOwn">Whether everybody who writes there is of an organisation that the rules name.</param>
public sealed record ChatGate(IReadOnlyList<string>? People, IReadOnlyList<string> Workspaces, bool IsShared, bool IsOwn)
{
    /// <summary>What is asked about those whose ids are not named. A gate that does not say it lets no guest through.</summary>
    public ChatPersonRules Must { get; init; } = new([], Guests: false);

    /// <summary>Whether the person is named by id: then nothing else matters.</summary>
    public bool Names(string user) => People?.Contains(user, StringComparer.Ordinal) is true;

    /// <summary>As far as it can be told without asking the chat.</summary>
    /// <param name="user">The chat's id of the person.</param>
    /// <param name="home">Of the person's workspace or organisation; null where it was not told.</param>
    public bool LetsThrough(string user, string? home) =>
        People is not null ? Names(user) || Must.Groups.Count > 0 : home is null ? !IsShared : IsOwn || Workspaces.Contains(home, StringComparer.Ordinal);
}

/// <summary>May this person ask for work, as far as only the chat knows? Answered with <see cref="Forges.AuthorLookedUp"/>: a member may; a stranger may not, or it could not be told.</summary>
/// <param name="Chat">Name of the chat in Publisher's settings.</param>
/// <param name="Workspace">The chat's id of the workspace that the app is installed in; empty where it was not told.</param>
/// <param name="User">The chat's id of the person.</param>
/// <param name="Must">What the person must be.</param>
public sealed record LookUpChatPerson(Guid SignalId, string Team, string Chat, string Workspace, string User, ChatPersonRules Must, string ReplyTo);

/// <summary>What the chat is asked about somebody whose id is not named.</summary>
/// <param name="Groups">The chat's ids of user groups, of one of which they must be; empty where they need not.</param>
/// <param name="Guests">Whether guests of the workspace may ask.</param>
public sealed record ChatPersonRules(IReadOnlyList<string> Groups, bool Guests)
{
    /// <summary>Whether there is anything to ask.</summary>
    public bool Ask => Groups.Count > 0 || !Guests;
}

/// <param name="Messages">JSON: a list of <see cref="SaidInThread"/>, the oldest first. Null where it could not be had.</param>
/// <param name="Problem">Why it could not; null where it could.</param>
public sealed record ChatThreadRead(Guid SignalId, BlobRef? Messages, string? Problem);

/// <param name="At">The chat's id of the message.</param>
/// <param name="By">The chat's id of the person.</param>
/// <param name="Text">Untrusted, in the chat's markup.</param>
public sealed record SaidInThread(string At, string By, string Text);
