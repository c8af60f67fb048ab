namespace Steward.Staffing.Routing;

/// <summary>
/// Gives waiting matters to people, as skill-based routing does at Salesforce (capacity, additional skills dropped after a time) and Zendesk, with continuity and ageing added. Pure, and the same for the same input.
/// <para>Candidates: work for the brand, are on duty (after the brand's hours: or cover), hold every required skill by a certificate that is valid now, and have room in all and for the kind.
/// Of them the highest score gets it: share of preferred skills + continuity with the group − load ÷ capacity, each with its weight; of equals, who was given something least recently, then the lower id.</para>
/// <para>After <see cref="RouterRules.RelaxAfter"/> of waiting the preferred skills are dropped, after each further one the lowest-ranked required skill; the brand's own certificate never is.</para>
/// <para>Order: by waiting since − priority × <see cref="RouterRules.PriorityWorth"/>. That key never changes, so what came later than it by the most that priority is worth never goes first: nothing starves
/// behind what is new. What has no candidate keeps nothing else from its own.</para>
/// <para>Cost: matters alike in brand, kind and skills share one heap of candidates. Within a run load only grows and so scores only fall, which is why an outdated entry at a heap's top is put back where it
/// belongs and all others may stay: n matters and p people cost n log n + n log p, not n × p.</para>
/// </summary>
internal static class Router
{
    /// <param name="items">What waits, each once.</param>
    /// <param name="people">Everybody who might take it, each once.</param>
    /// <param name="rules">How the two are weighed.</param>
    /// <param name="now">The moment at which it is decided.</param>
    /// <returns>What becomes of each, in the order of the decisions.</returns>
    public static IReadOnlyList<Routed> Route(IReadOnlyCollection<QueuedItem> items, IReadOnlyCollection<Person> people, RouterRules rules, DateTimeOffset now)
    {
        var run = new Run(items, people, rules, now);
        return [.. items.OrderBy(item => OrderOf(item, rules)).ThenBy(item => item.ItemId).Select(run.Place)];
    }

    /// <summary>What is smaller is older, or as important as what is older.</summary>
    public static long OrderOf(QueuedItem item, RouterRules rules) => item.WaitingSince.UtcTicks - (rules.PriorityWorth.Ticks * Math.Clamp(item.Priority, 0, RouterRules.MostPriority));

    /// <summary>Which skills a matter still asks for at a moment, and how many it has given up.</summary>
    public static (IReadOnlyList<string> Required, IReadOnlyList<string> Preferred, int Waived) AskedFor(QueuedItem item, RouterRules rules, DateTimeOffset now)
    {
        var steps = rules.RelaxAfter <= TimeSpan.Zero ? 0 : Math.Max(0, (now - item.WaitingSince).Ticks / rules.RelaxAfter.Ticks);
        if (steps == 0) { return (item.Required, item.Preferred, 0); }

        var waived = (int)Math.Min(steps - 1, item.Required.Count);
        return (waived == 0 ? item.Required : [.. item.Required.Take(item.Required.Count - waived)], [], waived);
    }

    /// <summary>One run: who has how much by now, and the heaps.</summary>
    private sealed class Run
    {
        private readonly RouterRules _rules;
        private readonly DateTimeOffset _now;
        private readonly Desk[] _desks;
        private readonly Dictionary<Guid, Desk> _byId;
        private readonly Dictionary<Guid, Desk[]> _byBrand;
        private readonly Dictionary<string, int> _kinds = [];
        private readonly Dictionary<Sort, Candidates> _candidates = [];
        private int _given;

        public Run(IEnumerable<QueuedItem> items, IEnumerable<Person> people, RouterRules rules, DateTimeOffset now)
        {
            (_rules, _now) = (rules, now);
            foreach (var item in items) { _kinds.TryAdd(item.Kind, _kinds.Count); }

            _desks = [.. people.OrderBy(person => person.PersonId).Select((person, at) => new Desk(person, at, _kinds))];
            _byId = _desks.ToDictionary(desk => desk.Person.PersonId);
            _byBrand = _desks.SelectMany(desk => desk.Person.Brands.Select(brand => (brand, desk))).GroupBy(one => one.brand, one => one.desk).ToDictionary(one => one.Key, one => one.ToArray());
        }

        public Routed Place(QueuedItem item)
        {
            var (required, preferred, waived) = AskedFor(item, _rules, _now);
            var candidates = CandidatesFor(item, required, preferred);
            var kind = _kinds[item.Kind];
            var best = candidates.Best(kind);
            var (chosen, reason) = (best, best is null ? candidates.Nobody : ReasonFor(best, item, candidates));
            var bestRank = best is null ? default : candidates.RankOf(best, 0);
            Consider(item.Owner, _rules.OwnerWeight, RouteReason.Owner);
            foreach (var served in item.Served) { Consider(served, _rules.ServedWeight, RouteReason.Served); }

            if (chosen is null) { return new Routed(item.ItemId, null, reason, 0, 0, waived); }

            chosen.Take(kind, _now.UtcTicks, ++_given);
            return new Routed(item.ItemId, chosen.Person.PersonId, reason, chosen.Held, chosen.Person.Capacity, waived);

            void Consider(Guid? person, double continuity, string why)
            {
                if (person is not { } id || !_byId.TryGetValue(id, out var desk) || !candidates.Has(desk) || !desk.HasRoom(kind)) { return; }

                var rank = candidates.RankOf(desk, continuity);
                if (chosen is null || rank.CompareTo(bestRank) < 0) { (chosen, bestRank, reason) = (desk, rank, why); }
            }
        }

        private static string ReasonFor(Desk desk, QueuedItem item, Candidates candidates) =>
            !desk.Person.OnDuty && item.AfterHours ? RouteReason.Cover : candidates.ShareOf(desk) > 0 ? RouteReason.Skills : RouteReason.Load;

        private Candidates CandidatesFor(QueuedItem item, IReadOnlyList<string> required, IReadOnlyList<string> preferred)
        {
            // Skills are names without line breaks; most matters ask for none.
            var skills = item.Certificate.Length + required.Count + preferred.Count == 0 ? "" : $"{item.Certificate}\n{string.Join('\n', required)}\n\n{string.Join('\n', preferred)}";
            var sort = new Sort(item.BrandId, item.AfterHours, item.Kind, skills);
            if (!_candidates.TryGetValue(sort, out var candidates))
            {
                var present = _byBrand.GetValueOrDefault(item.BrandId, []).Where(desk => desk.Person.Serves(item.BrandId, item.AfterHours)).ToList();
                var skilled = present.Where(desk => (item.Certificate.Length == 0 || desk.Person.Has(item.Certificate, _now)) && required.All(skill => desk.Person.Has(skill, _now))).ToList();
                var nobody = present.Count == 0 ? RouteReason.NobodyOnDuty : skilled.Count == 0 ? RouteReason.NobodySkilled : RouteReason.AllFull;
                candidates = new Candidates(skilled, desk => preferred.Count == 0 ? 0 : (double)preferred.Count(skill => desk.Person.Has(skill, _now)) / preferred.Count, _desks.Length, _rules, nobody);
                _candidates[sort] = candidates;
            }

            return candidates;
        }
    }

    /// <summary>Matters for which the same people are candidates with the same skills.</summary>
    private readonly record struct Sort(Guid Brand, bool AfterHours, string Kind, string Skills);
}
