using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads answers of one protocol into the writer of another.</summary>
internal interface IAnswerReader
{
    /// <exception cref="InvalidDataException">It is no answer.</exception>
    void Whole(JsonElement answer);

    /// <param name="content">The data of one event.</param>
    void Event(JsonElement content);

    /// <summary>The stream said that it is over, in words that are no JSON.</summary>
    void Done();
}
