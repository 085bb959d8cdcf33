using Factory.Contracts.Runs;
using Factory.Contracts.Triage;
using Factory.Droids.Roles;
using Factory.Router.Casting;
using Factory.Router.Choosing;

namespace Factory.Router.Triage;

/// <summary>Who is asked what a signal asks for: it has no mission yet, so the settings hold as they are now.</summary>
internal sealed class TriageCast(ModelsFiles files, Chooser chooser)
{
    /// <returns>Null where nobody is cast for it by name. The mechanic understands no words, and is nobody.</returns>
    public CallPlan? Plan(ClassifySignal command, AskModel ask)
    {
        var (present, subject) = (files.Recent, new MissionSubject([.. command.Places.SelectMany(MissionSubjects.PlacesOf)], null, PlannedByMechanic: false));
        if (!Chooser.IsCast(present.File.Cast, subject, RoleNames.Triage))
            return null;
        var choice = chooser.Choose(new MissionCasting(present.File.Cast, present.Hash, 0), subject, ask, last: null);
        var order = choice.Order.Where(model => model.Provider != Provider.Mechanic).ToList();
        return order.Count == 0 && choice.Order.Count > 0 ? null : new CallPlan(choice with { Order = order }, present.Hash);
    }
}
