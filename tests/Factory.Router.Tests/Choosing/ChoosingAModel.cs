using System.Text;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Choosing;

namespace Factory.Router.Tests.Choosing;

public sealed class ChoosingAModel
{
    private const string Models = """
        models:
          small: { provider: openai-compatible, baseUrl: http://small, model: s, inputUsdPerMillion: 0.1, outputUsdPerMillion: 0.4, performance: 0.3, speed: 200, region: eu }
          medium: { provider: openai-compatible, baseUrl: http://medium, model: m, inputUsdPerMillion: 1, outputUsdPerMillion: 4, performance: 0.6, speed: 100, region: us }
          large: { provider: openai-compatible, baseUrl: http://large, model: l, inputUsdPerMillion: 10, outputUsdPerMillion: 40, performance: 0.9, speed: 40, region: us }
          own: { provider: openai-compatible, baseUrl: http://own, model: o, inputUsdPerMillion: 0, outputUsdPerMillion: 0, selfHosted: true }
          unpriced: { provider: openai-compatible, baseUrl: http://unpriced, model: u }
        """;

    private static readonly AskModel Asked = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "team", "coder", 1, [], 1, "reply");
    private static readonly MissionSubject Bank = Subject("/srv/git/bank", "python", 100, 5_000);

    [Theory]
    [InlineData("{ by: cost }", "small medium large")]
    [InlineData("{ by: performance }", "large medium small")]
    [InlineData("{ by: speed }", "small medium large")]
    [InlineData("{ by: order }", "medium large small")]
    [InlineData("{ by: mix, weights: { cost: 1, performance: 2 } }", "medium large small")]
    public void A_policy_orders_the_models_of_a_role(string policy, string order)
    {
        var choice = Choose($$"""
            policies: { mine: {{policy}} }
            roles: { coder: { model: medium, fallbacks: [large, small], policy: mine } }
            """);

        Assert.Equal(order, Order(choice));
        Assert.Equal(3, choice.Candidates.Count);
        Assert.Equal(choice.Candidates.Select(candidate => candidate.Score).OrderDescending(), choice.Candidates.Select(candidate => candidate.Score));
    }

    [Theory]
    [InlineData("when: { repository: /srv/git/bank }, only: { regions: eu }", "small builtin/mechanic")]
    [InlineData("when: { repository: /srv/git/b* }, only: { selfHosted: true }", "own builtin/mechanic")]
    [InlineData("when: { repository: '**/bank' }, only: { models: [large, small] }", "large small")]
    [InlineData("when: { repository: /srv/git/bank-2 }, only: { selfHosted: true }", "medium large small own builtin/mechanic")]
    [InlineData("when: { repository: /srv/* }, only: { selfHosted: true }", "medium large small own builtin/mechanic")]
    [InlineData("when: { language: [python, go] }, only: { regions: us }", "medium large builtin/mechanic")]
    [InlineData("when: { language: go }, only: { regions: us }", "medium large small own builtin/mechanic")]
    [InlineData("when: { minFiles: 100, maxBytes: 5000 }, only: { regions: us }", "medium large builtin/mechanic")]
    [InlineData("when: { minFiles: 101 }, only: { regions: us }", "medium large small own builtin/mechanic")]
    [InlineData("when: { role: reviewer }, only: { regions: us }", "medium large small own builtin/mechanic")]
    [InlineData("only: { regions: us }", "medium large builtin/mechanic")]
    [InlineData("only: { regions: mars, models: [large] }", "")]
    public void A_rule_holds_for_first_choices_and_fallbacks_alike(string rule, string order) =>
        Assert.Equal(order, Order(Choose($$"""
            rules: [{ {{rule}} }]
            roles: { coder: { model: medium, fallbacks: [large, small, own, builtin/mechanic] } }
            """)));

    [Theory]
    [InlineData("https://github.com/acme/bank", "own")]
    [InlineData("https://github.com/ACME/Bank", "own")]
    [InlineData("git@github.com:acme/bank.git", "own")]
    [InlineData("https://github.com/acme/shop", "large own")]
    [InlineData("https://github.com.example/acme/bank", "large own")]
    public void A_repository_elsewhere_is_known_by_its_address_however_it_was_typed(string typed, string order) =>
        Assert.Equal(order, Order(Choose(
            "rules: [{ when: { repository: 'https://GitHub.com/acme/b*' }, only: { selfHosted: true } }]\nroles: { coder: { model: large, fallbacks: own } }",
            Subject("/", "go", 1, 1) with { Paths = [.. MissionSubjects.PlacesOf(typed)] })));

    [Fact]
    public void Where_no_model_may_be_asked_it_says_of_each_why()
    {
        var choice = Choose("""
            rules: [{ when: { repository: /srv/git/bank }, only: { regions: [eu] }, why: code of the bank stays in the EU }]
            roles: { coder: { model: medium, fallbacks: own } }
            """);

        Assert.Empty(choice.Order);
        Assert.Equal("rule 1 (code of the bank stays in the EU) allows models in eu only, and this one is in us", choice.Candidates[0].Why);
        Assert.Contains("in no region that is known", choice.Candidates[1].Why, StringComparison.Ordinal);
        Assert.All(choice.Candidates, candidate => Assert.Null(candidate.Score));
    }

    [Fact]
    public void Several_rules_hold_together() =>
        Assert.Equal("", Order(Choose("""
            rules: [{ only: { regions: eu } }, { only: { models: [large] } }]
            roles: { coder: { model: large, fallbacks: small } }
            """)));

    [Theory]
    [InlineData("/srv/git/bank", "own")]
    [InlineData("/srv/git/shop", "large own")]
    public void A_label_of_a_repository_decides(string path, string order) =>
        Assert.Equal(order, Order(Choose(Labelled, Subject(path, "go", 1, 1))));

    [Fact]
    public void A_repository_that_is_named_by_another_path_is_known_by_its_real_one() =>
        Assert.Equal("own", Order(Choose(Labelled, Subject("/srv/git/bank", "go", 1, 1) with { Paths = ["/tmp/innocent", "/srv/git/bank"] })));

    [Fact]
    public void What_is_not_known_of_a_repository_counts_as_what_the_rule_protects()
    {
        var unknown = new MissionSubject(["/tmp/innocent"], null, false);

        Assert.Equal("own", Order(Choose(Labelled, unknown)));
        Assert.Equal("medium", Order(Choose("rules: [{ when: { language: go }, cast: { coder: large } }]\nroles: { coder: medium }", unknown)));
    }

    [Fact]
    public void What_a_role_may_not_be_shown_the_compactor_of_it_may_not_be_shown()
    {
        const string settings = "rules: [{ when: { role: coder }, only: { selfHosted: true } }]\nroles: { default: { model: large, fallbacks: own } }";

        Assert.Equal("own", Order(Choose(settings, ask: Asked with { Role = "compactor" })));
        Assert.Equal("large own", Order(Choose(settings, ask: Asked with { Role = "docs" })));
    }

    [Fact]
    public void A_rule_casts_roles_otherwise_and_the_last_one_counts() =>
        Assert.Equal("large small", Order(Choose("""
            rules: [{ when: { language: python }, cast: { coder: medium } }, { when: { maxFiles: 100 }, cast: { coder: { model: large, fallbacks: small } } }, { when: { language: go }, cast: { coder: own } }]
            roles: { coder: own }
            """)));

    [Fact]
    public void A_model_whose_price_is_not_known_is_not_asked()
    {
        var choice = Choose("roles: { coder: { model: unpriced, fallbacks: small } }");

        Assert.Equal("small", Order(choice));
        Assert.StartsWith("its price is not known", choice.Candidates[^1].Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "small medium large")]
    [InlineData(1, "medium large small")]
    [InlineData(2, "large medium small")]
    [InlineData(int.MaxValue, "large medium small")]
    [InlineData(-5, "small medium large")]
    [InlineData(int.MinValue, "small medium large")]
    public void A_run_that_struggles_gets_a_stronger_model_step_by_step_and_never_one_that_is_not_named(int escalation, string order)
    {
        var ask = Asked with { Escalation = escalation };

        Assert.Equal(order, Order(Choose("roles: { coder: { model: small, fallbacks: [medium, large] } }", ask: ask)));
        Assert.Equal(order, Order(Choose("roles: { coder: { model: small, fallbacks: [medium, large], escalate: [medium, large] } }", ask: ask)));
    }

    [Fact]
    public void Escalation_keeps_within_the_rules()
    {
        const string settings = "rules: [{ only: { models: [small, medium] } }]\nroles: { coder: { model: small, escalate: [large, medium] } }";

        Assert.Equal("medium small", Order(Choose(settings, ask: Asked with { Escalation = 1 })));
        Assert.Equal("medium small", Order(Choose(settings, ask: Asked with { Escalation = 2 })));
    }

    [Fact]
    public void A_run_stays_with_the_model_of_its_last_turn_while_the_settings_are_the_same()
    {
        const string settings = "roles: { coder: { model: small, fallbacks: [medium, large] } }";

        Assert.Equal("medium small large", Order(Choose(settings, last: new LastChoice(3, "medium", "hash"))));
        Assert.Equal("small medium large", Order(Choose(settings, last: new LastChoice(3, "medium", "older"))));
        Assert.Equal("small medium large", Order(Choose(settings, last: new LastChoice(3, "own", "hash"))));
    }

    [Fact]
    public void Another_than_the_best_is_tried_as_often_as_the_policy_says_and_the_same_wherever_it_is_asked()
    {
        const string settings = "policies: { curious: { by: cost, explore: 0.2 } }\nroles: { coder: { model: small, fallbacks: [medium, large], policy: curious } }";
        var asks = Enumerable.Range(1, 2_000).Select(number => Asked with { RunId = new Guid(number, 0, 0, new byte[8]) }).ToList();

        var choices = asks.ConvertAll(ask => Choose(settings, ask: ask));

        var shares = choices.CountBy(choice => choice.Order[0].Name).ToDictionary(StringComparer.Ordinal);
        Assert.InRange(shares["small"], 1_520, 1_680);
        Assert.InRange(shares["medium"], 150, 250);
        Assert.All(choices, choice => Assert.Equal(choice.Order[0].Name == "small" ? 0.8 : 0.1, choice.Probability, 3));
        Assert.Equal(choices.Select(Order), asks.Select(ask => Order(Choose(settings, ask: ask))));
    }

    [Fact]
    public void A_role_that_a_skill_names_is_played_by_its_cast_and_the_decision_says_so()
    {
        const string settings = "roles: { coder: { model: small, fallbacks: medium }, cobol: { model: large, fallbacks: small } }";

        var (named, unknown) = (Choose(settings, skill: new SkillRole("cobol", 3)), Choose(settings, skill: new SkillRole("fortran", 3)));

        Assert.Equal(("large small", "a skill names the role cobol: the role's best by its policy"), (Order(named), named.Reason));
        Assert.Equal(("small medium", "a skill names the role fortran, for which nobody is cast: the role's best by its policy"), (Order(unknown), unknown.Reason));
        Assert.Equal("small medium", Order(Choose(settings.Replace("fallbacks: medium }", "fallbacks: medium }, default: own", StringComparison.Ordinal), skill: new SkillRole("default", 3))));
    }

    [Fact]
    public void The_model_of_the_turn_before_a_skill_named_a_role_does_not_stay_and_the_one_after_it_does()
    {
        const string settings = "roles: { coder: small, cobol: { model: large, fallbacks: small } }";

        Assert.Equal("large small", Order(Choose(settings, last: new LastChoice(3, "small", "hash"), skill: new SkillRole("cobol", 3))));
        Assert.Equal("small large", Order(Choose(settings, last: new LastChoice(4, "small", "hash"), skill: new SkillRole("cobol", 3))));
    }

    [Theory]
    [InlineData("only: { regions: eu }", "small")]
    [InlineData("when: { role: coder }, only: { selfHosted: true }", "own")]
    [InlineData("when: { role: cobol }, only: { selfHosted: true }", "own")]
    [InlineData("when: { role: docs }, only: { selfHosted: true }", "large small own")]
    [InlineData("when: { language: python }, cast: { cobol: medium }", "medium")]
    [InlineData("when: { language: python }, cast: { default: own }", "own")]
    public void Rules_hold_for_the_role_of_a_skill_and_those_of_the_runs_own_role_as_well(string rule, string order) =>
        Assert.Equal(order, Order(Choose($$"""
            rules: [{ {{rule}} }]
            roles: { coder: medium, cobol: { model: large, fallbacks: [small, own] } }
            """, skill: new SkillRole("cobol", 3))));

    private const string Labelled = """
        repositories: [{ match: /srv/git/bank, sensitivity: [secret] }]
        rules: [{ when: { sensitivity: secret }, only: { selfHosted: true } }]
        roles: { coder: { model: large, fallbacks: own } }
        """;

    private static Choice Choose(string settings, MissionSubject? subject = null, AskModel? ask = null, LastChoice? last = null, SkillRole? skill = null)
    {
        var cast = ModelsFile.Parse("test", Encoding.UTF8.GetBytes($"{Models}\n{settings}")).Cast;
        return new Chooser(new EndpointHealth(TimeProvider.System)).Choose(new MissionCasting(cast, "hash", 1), subject ?? Bank, ask ?? Asked, last, skill);
    }

    private static MissionSubject Subject(string path, string language, long files, long bytes) => new([path], new RepositoryFacts(path, language, files, bytes), false);

    private static string Order(Choice choice) => string.Join(' ', choice.Order.Select(model => model.Name));
}
