using Factory.Contracts.Transcripts;
using Factory.Droids.Roles;

namespace Factory.Router.Mechanic;

/// <summary>Answering a question needs a reader: the mechanic says so.</summary>
internal static class ResearchPolicy
{
    public static Answer Answer(Conversation conversation) => conversation.Finish(
        "The mechanic reads no questions.",
        new ResearchResult(Answered: false, "", [], "The mechanic cannot answer questions: cast the role research with a model (roles: research in factory.models.yaml)."));
}
