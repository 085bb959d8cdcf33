using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.ServiceDefaults.Repositories;
using Factory.SignalIntake.Judging;
using Microsoft.Extensions.Configuration;

namespace Factory.SignalIntake.Tests;

public sealed class When_a_signal_is_judged
{
    [Theory]
    [InlineData("/srv/code/shop", Verdict.Accepted)]
    [InlineData("/srv/code-of-others/shop", Verdict.Ignored)]
    [InlineData("/srv/code/../secrets", Verdict.Ignored)]
    public void The_repositories_that_the_publisher_may_use_are_the_ones_that_may_be_named(string path, string verdict)
    {
        var rules = new RepositoryRules(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"{RepositoryRules.Key}:0", (string?)"/srv/code")]).Build());
        var blob = new BlobRef(Guid.NewGuid(), new string('a', 64), 1);
        var signal = new SignalReceived(Guid.NewGuid(), "red", "api", null, "It is broken", blob, blob, new RepositoryRef(path, null), null, MissionLimits.Default);

        Assert.Equal(verdict, Verdict.On(signal, rules).Verdict);
    }
}
