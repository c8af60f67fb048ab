using System.Text.Json.Nodes;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;

namespace Steward.Cli.Demo;

/// <summary>What a brand's groups are held to in the demo world: rules, a model on trial, a pact to publish, and complaints that wait.</summary>
internal sealed class LoadModeration(Suite suite)
{
    /// <summary>Rules in force, a version with the model in shadow, and the draft of a pact.</summary>
    public async Task PutRulesAsync(DemoBrand brand, CancellationToken ct)
    {
        await PublishRulesAsync(brand, ct);
        await TryModelAsync(brand, ct);
        await DraftPactAsync(brand, ct);
    }

    /// <summary>Puts complaints into the register, as an operator does who is told of them; needs the members.</summary>
    public async Task RegisterComplaintsAsync(DemoBrand brand, CancellationToken ct)
    {
        var account = new AccountId(brand.AccountId);
        foreach (var told in DemoFiles.Complaints(brand.Id))
        {
            var member = MemberId.From(account, told.Member).ToString();
            var known = await suite.Client<MemberService.MemberServiceClient>().GetMemberAsync(new GetMemberRequest { BrandId = brand.Id.ToString(), MemberId = member }, cancellationToken: ct);
            var group = known.Memberships.FirstOrDefault(one => one.LeftAt is null) ?? throw new UserException($"{told.Member} of {brand.Name} is in no group: was the simulator's world made from another seed?");
            await suite.Client<DisputeService.DisputeServiceClient>().RegisterComplaintAsync(
                new RegisterComplaintRequest
                {
                    BrandId = brand.Id.ToString(), ComplaintId = told.Id.ToString(), MemberId = member, GroupId = group.GroupId, Kind = told.Kind, Severity = told.Severity, Text = told.Text,
                },
                cancellationToken: ct);
        }
    }

    private async Task PublishRulesAsync(DemoBrand brand, CancellationToken ct)
    {
        var rules = DemoFiles.Rules(brand.Code);
        var set = new RuleSet();
        set.Keywords.AddRange(rules.KeywordRules.Select(rule => new KeywordRule { RuleId = rule.Id, OffenceClass = rule.Class, Terms = { rule.Words } }));
        set.Links.AddRange(rules.LinkRules.Select(rule => new LinkRule { RuleId = rule.Id, OffenceClass = rule.Class, BlockedDomains = { rule.DenyDomains }, AllowedDomains = { rule.AllowDomains } }));
        await suite.Client<RuleService.RuleServiceClient>().PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = brand.Id.ToString(), Rules = set }, cancellationToken: ct);
    }

    /// <summary>What the model would find besides runs in shadow: it decides nothing, and its report is there to look at.</summary>
    private async Task TryModelAsync(DemoBrand brand, CancellationToken ct)
    {
        var (service, scope) = (suite.Client<RuleService.RuleServiceClient>(), new RuleScope { BrandId = brand.Id.ToString() });
        var versions = await service.ListVersionsAsync(new ListVersionsRequest { Scope = scope }, cancellationToken: ct);
        if (versions.Versions.Any(version => version.State == "shadow")) { return; }

        var inForce = (await service.GetRuleSetAsync(new GetRuleSetRequest { BrandId = scope.BrandId }, cancellationToken: ct)).Rules;
        var document = JsonNode.Parse(inForce.Document)!.AsObject();
        foreach (var (label, offenceClass) in new[] { ("spam", "advert"), ("abuse", "abuse") })
        {
            document["rules"]!.AsArray().Add(new JsonObject { ["kind"] = "model", ["rule_id"] = $"model-{label}", ["offence_class"] = offenceClass, ["severity"] = "review", ["label"] = label });
        }

        var draft = await service.SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = document.ToJsonString(), BasedOn = inForce.Version, Reason = "what the model would find" }, cancellationToken: ct);
        await service.MoveVersionAsync(new MoveVersionRequest { Scope = scope, Version = draft.Version.Version, Move = "start_shadow" }, cancellationToken: ct);
    }

    /// <summary>The template as the brand's draft: publishing it, and so posting a notice in every group, is left to a lead.</summary>
    private async Task DraftPactAsync(DemoBrand brand, CancellationToken ct)
    {
        var service = suite.Client<PactService.PactServiceClient>();
        var pact = await service.GetPactAsync(new GetPactRequest { BrandId = brand.Id.ToString() }, cancellationToken: ct);
        if (pact.InForce is not null || pact.Draft is not null) { return; }

        await service.SavePactDraftAsync(
            new SavePactDraftRequest { BrandId = brand.Id.ToString(), Text = pact.Template.Text, Reminder = pact.Template.Reminder, Remind = pact.Template.Remind, Note = $"{brand.Name}社群公约初稿" }, cancellationToken: ct);
    }
}
