using System.Text;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Gateway;
using Factory.Router.Gateway.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Factory.Router.Tests.Choosing;

public sealed class ChoosingForPeople
{
    private readonly GatewayModels models = Models("""
        models:
          abroad: { provider: openai-compatible, baseUrl: http://abroad, model: a, inputUsdPerMillion: 0, outputUsdPerMillion: 0, region: us }
          near: { provider: openai-compatible, baseUrl: http://near, model: n, inputUsdPerMillion: 0, outputUsdPerMillion: 0, region: eu }
          unpriced: { provider: openai-compatible, baseUrl: http://unpriced, model: u, region: eu }
        roles:
          coder: { model: abroad, fallbacks: [unpriced, near] }
        rules:
          - { when: { repository: /srv/git/bank }, only: { regions: eu }, why: the bank }
        """);

    [Fact]
    public void Of_the_code_that_they_send_nothing_is_known_so_every_rule_holds() =>
        Assert.Equal("near", Assert.Single(models.Find("role:coder")).Model.Name);

    [Fact]
    public void A_dearer_model_that_is_asked_for_by_name_is_refused_with_the_rule()
    {
        var refused = Assert.Throws<RequestRefused>(() => models.Find("abroad"));

        Assert.Contains("rule 1 (the bank) allows models in eu only", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unpriced")]
    [InlineData("role:nobody")]
    [InlineData("http://elsewhere.example/v1?key=secret")]
    public void What_is_not_cast_or_has_no_price_is_refused(string name) => Assert.Throws<RequestRefused>(() => models.Find(name));

    [Fact]
    public void Only_what_may_be_asked_is_listed() => Assert.Equal(["near", "role:coder"], models.Names);

    [Fact]
    public void A_rule_for_one_role_is_not_passed_by_naming_another()
    {
        var ruled = Models("""
            models:
              abroad: { provider: openai-compatible, baseUrl: http://abroad, model: a, inputUsdPerMillion: 0, outputUsdPerMillion: 0, region: us }
            roles:
              docs: abroad
            rules:
              - { when: { role: coder }, only: { regions: eu } }
            """);

        Assert.Throws<RequestRefused>(() => ruled.Find("role:docs"));
    }

    private static GatewayModels Models(string yaml)
    {
        var present = PresentFile.Read("test", Encoding.UTF8.GetBytes(yaml));
        return new GatewayModels(new ModelsFiles(() => null, present, TimeProvider.System, NullLogger<ModelsFiles>.Instance), new Chooser(new EndpointHealth(TimeProvider.System)));
    }
}
