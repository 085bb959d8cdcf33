using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Repositories;
using Factory.Messaging;
using MassTransit;
using Npgsql;

namespace Factory.Publisher.LookingUp;

/// <summary>
/// Passes news of a pull request on to the mission that it is of. Those of others' pull requests concern nobody here. A forge may tell of one before the transaction that
/// remembers its opening has committed: news of a branch of the factory's comes again for a while.
/// </summary>
internal sealed class PullRequestNewsConsumer(TimeProvider time) : IConsumer<PullRequestNews>
{
    private const int MostTries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    public async Task Consume(ConsumeContext<PullRequestNews> context)
    {
        var news = context.Message;
        if (RepositoryAddress.Read(news.PullRequest.Repository, out _) is not { } address)
            return;
        var heart = context.Heart();
        if (await Mission(await heart.Connect(context.CancellationToken), address, news, context.CancellationToken) is not { } mission)
        {
            if (news.PullRequest.HeadBranch?.StartsWith(PublishChange.BranchPrefix, StringComparison.Ordinal) is true && news.Tries < MostTries)
                heart.Send(Endpoints.Publisher, news with { Tries = news.Tries + 1 }, time.GetUtcNow() + (Pause * (1 << news.Tries)));
            return;
        }

        heart.Send(Endpoints.Missions, new ChangeNews(mission, Ids.Derive(news.SignalId, $"{news.Happening} {news.Commit} {news.Check}"), news.Happening, news.By, time.GetUtcNow())
        {
            Text = news.Text,
            Commit = news.Commit,
            Check = news.Check,
            Passed = news.Passed,
            Url = news.Url,
        });
    }

    private static async Task<Guid?> Mission(NpgsqlConnection connection, RepositoryAddress address, PullRequestNews news, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT mission_id FROM factory.own_pull_request WHERE host = $1 AND repository = lower($2) AND number = $3 AND team = $4", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = address.Host }, new NpgsqlParameter<string> { TypedValue = $"{address.Owner}/{address.Name}" },
                new NpgsqlParameter<long> { TypedValue = news.PullRequest.Number }, new NpgsqlParameter<string> { TypedValue = news.Team },
            },
        };
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }
}
