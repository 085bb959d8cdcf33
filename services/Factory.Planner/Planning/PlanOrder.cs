using Factory.Contracts.Planning;

namespace Factory.Planner.Planning;

/// <summary>The order in which the features of a plan are built: as the planner wrote them, each after those that it depends on.</summary>
internal static class PlanOrder
{
    /// <summary>Why there is no such order, for the droid; null when there is.</summary>
    public static string? Problem(IReadOnlyList<PlannedFeature> features)
    {
        var ids = features.Select(feature => feature.Id).OfType<string>().ToList();
        if (ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"Two features have the id {twice.Key}.";
        foreach (var feature in features)
        {
            if ((feature.DependsOn ?? []).Except(ids, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
                return $"The feature '{feature.Id ?? feature.Title}' depends on {string.Join(", ", unknown)}, which no feature has as its id. The ids are: {(ids.Count == 0 ? "none" : string.Join(", ", ids))}.";
        }

        return Cycle(features) is { } cycle
            ? $"These features wait for each other, so none of them could begin: {string.Join(" → ", cycle)}. Take one dependency out, or make them one feature."
            : null;
    }

    /// <summary>The features in the order of building. The plan has no <see cref="Problem"/>.</summary>
    public static IReadOnlyList<PlannedFeature> Sort(IReadOnlyList<PlannedFeature> features)
    {
        var (sorted, left) = (new List<PlannedFeature>(features.Count), features.ToList());
        while (left.Count > 0)
        {
            var next = left.Find(feature => (feature.DependsOn ?? []).All(id => sorted.Exists(done => done.Id == id)))
                ?? throw new ArgumentException("the features wait for each other", nameof(features));
            sorted.Add(next);
            left.Remove(next);
        }

        return sorted;
    }

    /// <summary>A circle of ids, its first also its last; null for none.</summary>
    private static List<string>? Cycle(IReadOnlyList<PlannedFeature> features)
    {
        var byId = features.Where(feature => feature.Id is not null).ToDictionary(feature => feature.Id!, StringComparer.Ordinal);
        var cleared = new HashSet<string>(StringComparer.Ordinal);
        return byId.Keys.Select(id => Walk(id, [])).FirstOrDefault(found => found is not null);

        List<string>? Walk(string id, List<string> path)
        {
            if (path.IndexOf(id) is var at and >= 0)
                return [.. path[at..], id];
            if (cleared.Contains(id))
                return null;
            path.Add(id);
            var found = (byId[id].DependsOn ?? []).Select(next => Walk(next, path)).FirstOrDefault(cycle => cycle is not null);
            path.RemoveAt(path.Count - 1);
            cleared.Add(id);
            return found;
        }
    }
}
