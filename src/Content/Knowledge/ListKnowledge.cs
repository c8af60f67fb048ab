using Microsoft.Extensions.Options;
using Steward.Content.Inheritance;
using Steward.Content.Knowledge.Entries;
using Steward.Content.Knowledge.Settings;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Outbound;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Lists the entries of a base by question, a brand's with those that it inherits, with what holds their answers back now.</summary>
internal sealed class ListKnowledge(Database database, OutboundCheck outbound, IOptions<KnowledgeOptions> options)
{
    /// <summary>Of entries, by <c>@states</c> and <c>@pattern</c>.</summary>
    public const string Filter =
        "(@states::text[] = '{}' or state = any (@states)) and (@pattern = '' or question ilike @pattern or answer ilike @pattern or exists (select from unnest(paraphrases) phrase where phrase ilike @pattern))";

    public async Task<Page> HandleAsync(ContentScope scope, string search, IReadOnlyCollection<string> states, int pageSize, (string Question, Guid Entry)? after, CancellationToken ct)
    {
        var page = await ReadAsync(scope, search, states, pageSize, after, ct);
        if (page.Entries.Count == 0) { return page; }

        // As it stands now: red lines are drawn and ended, and what was found when a question came last may long be mended.
        var texts = page.Entries.Where(entry => entry.State == EntryState.Approved).ToDictionary(entry => entry.EntryId, entry => AnswerText.Checked(entry, page.Voice));
        var asked = await outbound.AskAsync(scope.IsAgency ? null : scope.Brand, texts.Values, ct);
        return asked.Failed ? page with { Held = null } : page with { Held = texts.Where(text => asked.Value[text.Value].Holds(null)).ToDictionary(text => text.Key, text => new HeldAnswer(text.Value, asked.Value[text.Value].Holding(null))) };
    }

    private async Task<Page> ReadAsync(ContentScope scope, string search, IReadOnlyCollection<string> states, int pageSize, (string Question, Guid Entry)? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        var args = new { brand = scope.Brand, states = states.ToArray(), pattern = Pattern(search), pageSize, afterQuestion = after?.Question, afterEntry = after?.Entry };
        // An own entry that is still being written stands in the list for the inherited one that holds meanwhile.
        var from = scope.IsAgency ? "(select *, false as inherited, false as replaces from agency_knowledge_entries) entry" : "(select * from knowledge_of(@brand) where not (inherited and replaces)) entry";
        var entries = await transaction.QueryAsync<KnowledgeEntry>(
            $"""
            select {StoredEntries.Columns}, inherited, replaces,
                   coalesce((select sum(sent) from knowledge_uses uses where uses.brand_id = @brand and uses.entry_id = entry.entry_id), 0)::bigint as answered
            from {from}
            where {Filter} and (@afterQuestion::text is null or (question, entry_id) > (@afterQuestion, @afterEntry))
            order by question, entry_id limit @pageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from {from} where {Filter}", args, ct);
        var voice = scope.IsAgency ? Voice.BuiltIn : (await SettingsInForce.OfAsync(transaction, scope.Brand, options.Value, ct)).Settings.Voice;
        return new Page(entries, total, voice, new Dictionary<Guid, HeldAnswer>());
    }

    /// <summary>What a search looks for; empty: everything.</summary>
    public static string Pattern(string search)
    {
        // A NUL can be in no stored text and PostgreSQL refuses it in a parameter.
        var text = search.Trim().Replace("\0", string.Empty, StringComparison.Ordinal);
        return text.Length == 0 ? "" : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }

    /// <summary>A page of entries, how many there are in all, the voice that says them, and which answers are held back; null: the gate does not say.</summary>
    internal sealed record Page(IReadOnlyList<KnowledgeEntry> Entries, long Total, Voice Voice, IReadOnlyDictionary<Guid, HeldAnswer>? Held);

    /// <summary>An answer as it would go out, and what was found in it.</summary>
    internal sealed record HeldAnswer(string Text, IReadOnlyList<ComplianceFinding> Findings);
}
