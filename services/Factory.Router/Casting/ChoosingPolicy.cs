namespace Factory.Router.Casting;

/// <summary>How the models of a role are ordered. Each weight is of a figure that is scaled to 0 to 1 among the candidates.</summary>
/// <param name="ByOrder">True for the order that the role names them in; the weights are 0 then.</param>
/// <param name="Explore">The share of turns that another than the best is tried first, 0 to 1.</param>
internal sealed record ChoosingPolicy(bool ByOrder, double Cost, double Performance, double Speed, double Explore)
{
    public static readonly ChoosingPolicy Order = new(true, 0, 0, 0, 0);
}
