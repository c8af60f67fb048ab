using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Rules;

/// <summary><c>add_intercept_rule</c>, <c>get_intercept_rule_list</c>, <c>get</c>, <c>update</c> and <c>del</c>. The rules hold for employees, never for customers.</summary>
internal sealed class InterceptRules(SimulatedWorld world, SimulatedClock clock)
{
    private const int MostRules = 100;
    private const int MostWords = 300;
    private const int LongestWord = 32;
    private const int MostNodes = 1000;
    private const int MostUsers = 10_000;

    private readonly PerCorp<OrderedDictionary<string, InterceptRule?>> _rules = new();
    private readonly Dice _ids = Dice.For(world.Seed ^ (ulong)world.Epoch, "intercept rules");

    /// <summary>Whether an employee's client refuses to send a text.</summary>
    public bool Stops(Corp corp, string userId, string text)
    {
        lock (corp.Gate)
        {
            return _rules.Of(corp).Values.Any(r => r is { Blocks: true } && r.AppliesTo(userId) && r.Words.Any(w => text.Contains(w, StringComparison.Ordinal)));
        }
    }

    public WeComReply Add(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var rule = new InterceptRule(
            "", caller.App.AgentId, clock.GetUtcNow(), fields.Label("rule_name", true, 20), Words(fields, true), Semantics(fields, "semantics_list"),
            fields.Number("intercept_type", 1, 2, null) == 1, [], []);
        var range = fields.Inside("applicable_range");
        if (range is null)
        {
            fields.Refuse(WeComReply.BadParameter("applicable_range missing"));
        }

        var (users, departments) = Range(caller.Corp, fields, range);
        if (range is not null && users.Count + departments.Count == 0)
        {
            fields.Refuse(WeComReply.BadParameter("applicable_range is empty"));
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            var rules = _rules.Of(caller.Corp);
            if (rules.Values.Any(r => r?.Name == rule.Name))
            {
                return WeComReply.Refuse(WeComCodes.RuleNameTaken);
            }

            if (rules.Values.Count(r => r is not null) >= MostRules)
            {
                return WeComReply.Refuse(WeComCodes.TooManyRules);
            }

            var id = _ids.Text(32);
            rules[id] = rule with { Id = id, Users = users, Departments = departments };
            return WeComReply.Ok(new JsonObject { ["rule_id"] = id });
        }
    }

    public WeComReply List(Caller caller, JsonElement body)
    {
        lock (caller.Corp.Gate)
        {
            return WeComReply.Ok(new JsonObject { ["rule_list"] = new JsonArray([.. _rules.Of(caller.Corp).Values.OfType<InterceptRule>().Select(r => r.Line())]) });
        }
    }

    public WeComReply Get(Caller caller, JsonElement body) => With(caller, body, false, (rule, _) => WeComReply.Ok(new JsonObject { ["rule"] = rule.Describe() }));

    public WeComReply Delete(Caller caller, JsonElement body) => With(caller, body, true, (rule, _) =>
    {
        _rules.Of(caller.Corp)[rule.Id] = null;
        return WeComReply.Ok();
    });

    public WeComReply Update(Caller caller, JsonElement body) => With(caller, body, true, (rule, fields) =>
    {
        var name = fields.Label("rule_name", false, 20);
        var words = fields.Has("word_list") ? Words(fields, true) : rule.Words;
        var extra = fields.Inside("extra_rule");
        var semantics = extra is null ? rule.Semantics : Semantics(extra, "semantics_list");
        fields.Adopt(extra);
        var type = fields.Number("intercept_type", 1, 2, rule.Blocks ? 1 : 2);
        var (addUsers, addDepartments) = Range(caller.Corp, fields, fields.Inside("add_applicable_range"));
        var (lessUsers, lessDepartments) = Range(caller.Corp, fields, fields.Inside("remove_applicable_range"));
        if (_rules.Of(caller.Corp).Values.Any(r => r is not null && r.Id != rule.Id && r.Name == name))
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.RuleNameTaken));
        }

        List<string> users = [.. rule.Users.Union(addUsers).Except(lessUsers)];
        if (users.Count > MostUsers)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.RangeTooBig));
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        _rules.Of(caller.Corp)[rule.Id] = rule with
        {
            Name = name.Length > 0 ? name : rule.Name,
            Words = words,
            Semantics = semantics,
            Blocks = type == 1,
            Users = users,
            Departments = [.. rule.Departments.Union(addDepartments).Except(lessDepartments)],
        };
        return WeComReply.Ok();
    });

    private static IReadOnlyList<string> Words(RequestFields fields, bool required)
    {
        var words = fields.Texts("word_list", required, int.MaxValue);
        if (words.Count > MostWords)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.TooManyWords));
        }

        if (words.Any(w => w.Length is 0 or > LongestWord))
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.BadWord));
        }

        return words;
    }

    private static IReadOnlyList<int> Semantics(RequestFields fields, string name)
    {
        var semantics = fields.Numbers(name, 3);
        if (semantics.Any(s => s is < 1 or > 3))
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.BadSemantics));
        }

        return semantics;
    }

    private static (IReadOnlyList<string> Users, IReadOnlyList<int> Departments) Range(Corp corp, RequestFields fields, RequestFields? range)
    {
        var users = range?.Texts("user_list", false, int.MaxValue) ?? [];
        var departments = range?.Numbers("department_list", MostNodes) ?? [];
        fields.Adopt(range);
        if (users.Count + departments.Count > MostNodes)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.RangeTooBig));
        }

        if (users.FirstOrDefault(id => !corp.Employees.ContainsKey(id)) is { } stranger)
        {
            fields.Refuse(WeComReply.Refuse(WeComCodes.UnknownUser, $"userid not found: {stranger}"));
        }

        return (users, departments);
    }

    /// <param name="change">Only the app that made a rule may change it.</param>
    private WeComReply With(Caller caller, JsonElement body, bool change, Func<InterceptRule, RequestFields, WeComReply> use)
    {
        var fields = new RequestFields(body);
        var id = fields.Text("rule_id", true);
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (caller.Corp.Gate)
        {
            return _rules.Of(caller.Corp).TryGetValue(id, out var rule) switch
            {
                false => WeComReply.Refuse(WeComCodes.BadRule),
                _ when rule is null => WeComReply.Refuse(WeComCodes.DeletedRule),
                _ when change && rule.AgentId != caller.App.AgentId => WeComReply.Refuse(WeComCodes.NoPermission),
                _ => use(rule!, fields),
            };
        }
    }
}
