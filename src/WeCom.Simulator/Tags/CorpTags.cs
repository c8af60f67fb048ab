using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Tags;

/// <summary><c>get_corp_tag_list</c>, <c>add_corp_tag</c>, <c>edit_corp_tag</c>, <c>del_corp_tag</c> and <c>mark_tag</c>.</summary>
internal sealed class CorpTags(SimulatedWorld world, SimulatedClock clock)
{
    private const int MostTags = 10_000;
    private const int MostPerCustomer = 3000;
    private const int LongestName = 30;

    private readonly PerCorp<List<TagGroup>> _groups = new();
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "tags");

    public WeComReply List(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var tagIds = fields.Texts("tag_id", false, MostTags);
        var groupIds = fields.Texts("group_id", false, MostTags);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            // With tag ids given, group ids do not matter.
            var groups = _groups.Of(caller.Corp).Where(g => tagIds.Count > 0 ? g.Tags.Any(t => tagIds.Contains(t.Id)) : groupIds.Count == 0 || groupIds.Contains(g.Id));
            return WeComReply.Ok(new JsonObject { ["tag_group"] = new JsonArray([.. groups.Select(g => g.Describe(t => tagIds.Count == 0 || tagIds.Contains(t.Id)))]) });
        }
    }

    public WeComReply Add(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var groupId = fields.Text("group_id", false);
        var groupName = fields.Label("group_name", groupId.Length == 0, LongestName);
        var order = fields.Number("order", 0, int.MaxValue, 0);
        fields.Number("agentid", 0, int.MaxValue, 0);
        var wanted = fields.Objects("tag", 100);
        var tags = wanted.Select(t => (Name: t.Label("name", true, LongestName), Order: t.Number("order", 0, int.MaxValue, 0))).ToList();
        wanted.ToList().ForEach(fields.Adopt);
        if (tags.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("tag is empty"));
        }

        return fields.Refusal ?? Add(caller, groupId, groupName, order, tags);
    }

    private WeComReply Add(Caller caller, string groupId, string groupName, int order, List<(string Name, int Order)> tags)
    {
        lock (caller.Corp.Gate)
        {
            var groups = _groups.Of(caller.Corp);
            var group = groups.Find(g => groupId.Length > 0 ? g.Id == groupId : g.Name == groupName);
            if (group is null && groupId.Length > 0)
            {
                return WeComReply.Refuse(WeComCodes.BadTagId);
            }

            if (tags.DistinctBy(t => t.Name).Count() < tags.Count || group?.Tags.Any(t => tags.Any(n => n.Name == t.Name)) == true)
            {
                return WeComReply.Refuse(WeComCodes.DuplicateTag, "tag name duplicated");
            }

            if (groups.Sum(g => g.Tags.Count) + tags.Count > MostTags)
            {
                return WeComReply.Refuse(WeComCodes.TooManyTags, $"more than {MostTags} tags");
            }

            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            if (group is null)
            {
                groups.Add(group = new TagGroup(NewId(), groupName, now, order, caller.App.AgentId));
            }

            var made = tags.Select(t => new Tag(NewId(), t.Name, now, t.Order, caller.App.AgentId)).ToList();
            group.Tags.AddRange(made);
            return WeComReply.Ok(new JsonObject { ["tag_group"] = group.Describe(made.Contains) });
        }
    }

    public WeComReply Edit(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var id = fields.Text("id", true);
        var name = fields.Label("name", false, LongestName);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            var groups = _groups.Of(caller.Corp);
            var (group, tag) = (groups.Find(g => g.Id == id), groups.SelectMany(g => g.Tags).FirstOrDefault(t => t.Id == id));
            if (group is null && tag is null)
            {
                return WeComReply.Refuse(WeComCodes.BadTagId);
            }

            if ((group?.AgentId ?? tag!.AgentId) != caller.App.AgentId)
            {
                return WeComReply.Refuse(WeComCodes.NoPermission);
            }

            group?.Name = name.Length > 0 ? name : group.Name;
            tag?.Name = name.Length > 0 ? name : tag.Name;
            return WeComReply.Ok();
        }
    }

    public WeComReply Delete(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var tagIds = fields.Texts("tag_id", false, 1000);
        var groupIds = fields.Texts("group_id", false, 1000);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            var groups = _groups.Of(caller.Corp);
            bool Named(string id, int agent) => tagIds.Contains(id) || groupIds.Contains(id);
            if (groups.Any(g => (Named(g.Id, g.AgentId) && g.AgentId != caller.App.AgentId) || g.Tags.Any(t => Named(t.Id, t.AgentId) && t.AgentId != caller.App.AgentId)))
            {
                return WeComReply.Refuse(WeComCodes.NoPermission);
            }

            groups.RemoveAll(g => groupIds.Contains(g.Id));
            groups.ForEach(g => g.Tags.RemoveAll(t => tagIds.Contains(t.Id)));
            groups.RemoveAll(g => g.Tags.Count == 0);
            return WeComReply.Ok();
        }
    }

    public WeComReply Mark(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var (userId, externalId) = (fields.Text("userid", true), fields.Text("external_userid", true));
        var (add, remove) = (fields.Texts("add_tag", false, MostPerCustomer), fields.Texts("remove_tag", false, MostPerCustomer));
        if (add.Count == 0 && remove.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("add_tag and remove_tag are both empty"));
        }

        if ((fields.Refusal ?? Contacts.Person.Check(caller, userId)) is { } refusal)
        {
            return refusal;
        }

        var corp = caller.Corp;
        lock (corp.Gate)
        {
            if (corp.FindCustomer(externalId) is null)
            {
                return WeComReply.Refuse(WeComCodes.BadExternalUser);
            }

            if (corp.Follows.Find(userId, externalId) is not { } follow)
            {
                return WeComReply.Refuse(WeComCodes.NotFollower);
            }

            var known = _groups.Of(corp).SelectMany(g => g.Tags).Select(t => t.Id).ToHashSet();
            if (!add.Concat(remove).All(known.Contains))
            {
                return WeComReply.Refuse(WeComCodes.BadTagId);
            }

            var tags = follow.Tags.Except(remove).Union(add).ToList();
            if (tags.Count > MostPerCustomer)
            {
                return WeComReply.Refuse(WeComCodes.TooManyTags, $"more than {MostPerCustomer} tags on one customer");
            }

            corp.Follows.Set(follow with { Tags = tags });
            return WeComReply.Ok();
        }
    }

    private string NewId()
    {
        lock (_ids)
        {
            return "et" + _ids.Text(30);
        }
    }
}
