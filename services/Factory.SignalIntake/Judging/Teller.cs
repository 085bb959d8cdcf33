using System.Text;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Reviews;
using Factory.Messaging;

namespace Factory.SignalIntake.Judging;

/// <summary>Passes on what deliveries tell of pull requests. What is told twice has one id, by which whoever is told knows it.</summary>
internal static class Teller
{
    private static readonly Guid Tellings = new("3b7f5c0d-92c4-8e6b-8f2f-1d0c5a7e4b62");

    public static void Tell(HeartTransaction transaction, string team, Telling telling)
    {
        var id = Ids.Derive(Ids.Derive(Tellings, team), telling.Key);
        switch (telling)
        {
            case News news:
                transaction.Send(Endpoints.Publisher, Of(transaction, team, id, news));
                break;
            case Order order:
                transaction.Send(Endpoints.Reviews, new OrderReview(id, team, order.PullRequest, order.Command, order.By, order.Text, order.InReplyTo, order.Origin));
                break;
            case Stop stop:
                transaction.Send(Endpoints.Reviews, new StopReview(id, team, stop.PullRequest, stop.Why));
                break;
            default:
                throw new InvalidOperationException($"Nobody is told {telling.GetType().Name}.");
        }
    }

    private static PullRequestNews Of(HeartTransaction transaction, string team, Guid id, News news) =>
        new(id, team, news.PullRequest, news.Happening, news.By)
        {
            Text = news.Text is { Length: > 0 } text ? transaction.Put(team, Encoding.UTF8.GetBytes(text), "text/plain") : null,
            Commit = news.Commit,
            Check = news.Check,
            Passed = news.Passed,
            Url = news.Url,
        };
}
