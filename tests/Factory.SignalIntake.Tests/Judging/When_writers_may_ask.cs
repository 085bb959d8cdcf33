using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.Judging;

public sealed class When_writers_may_ask : IAsyncLifetime
{
    private IntakeHost _intake = null!;

    public async ValueTask InitializeAsync() => _intake = await IntakeHost.Start(github: ", authors: writers");

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task A_writer_is_heard_once_Publisher_says_so()
    {
        var held = await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is wrong", "It costs 5."));
        var asked = await _intake.Sent<LookUpAuthor>();
        await _intake.Send(new AuthorLookedUp(asked.SignalId, Trust.Writer, null));

        var mission = await _intake.Sent<StartMission>();
        Assert.Equal(("held", "ann", "https://github.com/acme/shop"), (held.Verdict, asked.Login, asked.Repository));
        Assert.Equal(Trust.Writer, mission.Origin!.Trust);
    }

    [Fact]
    public async Task Nobody_else_is_and_what_no_answer_comes_for_stays_held()
    {
        var member = await _intake.Judge("issues", When_deliveries_are_judged.Issue(31, "Shipping is wrong", "It costs 5."));
        await _intake.Sent<LookUpAuthor>();
        var unanswered = await _intake.Judge("issues", When_deliveries_are_judged.Issue(32, "The cart forgets", "After a day.", author: "eve"));
        await _intake.Sent<LookUpAuthor>();

        await _intake.Send(new AuthorLookedUp(member.Id, Trust.Member, null));
        await _intake.Until("SELECT count(*) FROM factory.delivery_question WHERE answered_at IS NOT NULL", 1);
        await _intake.Send(new AuthorLookedUp(member.Id, Trust.Writer, null));
        var writer = await _intake.Judge("issues", When_deliveries_are_judged.Issue(33, "The menu is empty", "On phones.", author: "bob"));
        await _intake.Sent<LookUpAuthor>();
        await _intake.Send(new AuthorLookedUp(writer.Id, Trust.Writer, null));

        Assert.Equal("bob", (await _intake.Sent<StartMission>()).Origin!.Author);
        Assert.Equal("held", (await _intake.JudgeStored(unanswered.Id)).Verdict);
        Assert.Equal(1L, await _intake.Value<long>("SELECT count(*) FROM factory.delivery_accepted"));
    }
}
