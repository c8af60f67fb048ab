using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Commands;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;

namespace Steward.Channels.Tests.Adapters;

/// <summary>The stand-in as a program of its own, an account at it, and valid acts of every kind that WeCom does by a call. Nobody confirms anything by themselves.</summary>
public sealed class AdapterBench : IAsyncLifetime
{
    private Simulator? _simulator;
    private World? _world;
    private string _token = "";
    private int _count;

    internal Simulator Simulator => _simulator!;
    internal World World => _world!;
    internal SimulatedCorp Corp { get; private set; } = null!;
    internal Account Account { get; private set; } = null!;

    /// <summary>Who owns the group that is found first, and a colleague.</summary>
    internal string Owner { get; private set; } = "";
    internal string Colleague { get; private set; } = "";

    /// <summary>What each kind calls.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Apis = new Dictionary<string, string>
    {
        ["SendPrivate"] = "add_msg_template", ["WelcomePrivate"] = "send_welcome_msg", ["Tagging"] = "mark_tag", ["TransferOwner"] = "groupchat/onjob_transfer", ["TransferCustomer"] = "transfer_customer",
        ["JoinLink"] = "groupchat/add_join_way", ["ContactLink"] = "add_contact_way", ["KeywordIntercept"] = "add_intercept_rule", ["MessageStaff"] = "message/send",
    };

    public async Task InitializeAsync()
    {
        _simulator = await Simulator.StartAsync("--Simulator:AutoConfirm=false");
        Corp = await _simulator.CorpAsync();
        _world = await World.WithAsync(_simulator, Corp);
        Account = (await _world.Host.Services.GetRequiredService<AccountDirectory>().FindAsync(new AccountId(_world.Account), default))!;
        var token = await _simulator.Http.GetFromJsonAsync<JsonElement>(new Uri($"/cgi-bin/gettoken?corpid={Corp.CorpId}&corpsecret={Corp.Secret}", UriKind.Relative));
        _token = token.GetProperty("access_token").GetString()!;
        var client = Client();
        foreach (var chat in (await client.ListGroupsAsync(Account.App, default)).Value!)
        {
            var owner = (await client.GetGroupAsync(Account.App, chat, default)).Value!.Owner;
            if (Owner.Length == 0) { Owner = owner; }

            if (owner != Owner && Colleague.Length == 0) { Colleague = owner; }
        }
    }

    public async Task DisposeAsync()
    {
        if (_world is not null) { await _world.DisposeAsync(); }

        if (_simulator is not null) { await _simulator.DisposeAsync(); }
    }

    /// <summary>As one process has it: an API that was closed in one test is open in the next.</summary>
    internal WeComAdapter Adapter()
    {
        var client = Client();
        return new WeComAdapter(client, new WeComPrivate(client, new CallIds(World.Host.Database), TimeProvider.System), TimeProvider.System);
    }

    internal WeComClient Client() => new(World.Host.Services.GetRequiredService<HttpClient>(), new AccessTokens(TimeProvider.System), TimeProvider.System);

    /// <summary>A call of the stand-in's API beside the adapter.</summary>
    internal async Task<JsonElement> ApiAsync(string api, object body)
    {
        using var response = await Simulator.Http.PostAsJsonAsync(new Uri($"/cgi-bin/externalcontact/{api}?access_token={_token}", UriKind.Relative), body);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The next calls of this kind go wrong.</summary>
    internal Task FaultAsync(string kind, string does, int errcode = 0, int times = 1) =>
        Simulator.ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { rules = new[] { new { api = Apis[kind], does, errcode, times } } });

    /// <summary>A new contact of the owner, with the code to greet them.</summary>
    internal async Task<(string Id, string Code)> MeetAsync()
    {
        var met = await Simulator.ControlAsync(HttpMethod.Post, "/sim/v1/contacts", new { corp = Corp.CorpId, user = Owner, name = $"客户{++_count}" });
        return (met.GetProperty("id").GetString()!, met.GetProperty("welcomeCode").GetString()!);
    }

    /// <summary>A new group of the owner.</summary>
    internal async Task<string> ChatAsync()
    {
        var chat = (await Simulator.ControlAsync(HttpMethod.Post, "/sim/v1/groups", new { corp = Corp.CorpId, name = $"群{++_count}" })).GetProperty("chatId").GetString()!;
        await Simulator.ControlAsync(HttpMethod.Put, $"/sim/v1/groups/{chat}/owner", new { owner = Owner });
        return chat;
    }

    internal async Task<string> TagAsync()
    {
        var made = await ApiAsync("add_corp_tag", new { group_name = $"组{++_count}", tag = new[] { new { name = "标签" } } });
        return made.GetProperty("tag_group").GetProperty("tag")[0].GetProperty("id").GetString()!;
    }

    /// <summary>An act of this kind that WeCom can do, about things that no other test uses.</summary>
    internal async Task<ChannelAct> ActAsync(string kind)
    {
        var (customer, code) = await MeetAsync();
        var act = new ChannelAct { CommandId = Guid.NewGuid(), Kind = Enum.Parse<ChannelCapability>(kind), Account = Account, MemberId = customer, Text = $"您好{_count}", AttemptedAt = TimeProvider.System.GetUtcNow() };
        return act.Kind switch
        {
            ChannelCapability.SendPrivate => act with { Arguments = [Named("from", Owner)] },
            ChannelCapability.WelcomePrivate => act with { Arguments = [Named("code", code)] },
            ChannelCapability.Tagging => act with { Arguments = [Named("to", Owner), Named("add-tag", await TagAsync())] },
            ChannelCapability.TransferOwner => act with { ChatId = await ChatAsync(), Arguments = [Named("to", Colleague)] },
            ChannelCapability.TransferCustomer => act with { Arguments = [Named("from", Owner), Named("to", Colleague)] },
            ChannelCapability.JoinLink => act with { ChatId = await ChatAsync() },
            ChannelCapability.ContactLink => act with { Arguments = [Named("to", Owner), Named("to", Colleague)] },
            ChannelCapability.KeywordIntercept => act with { Arguments = [Named("to", Owner), Named("word", "全网最低")] },
            _ => act with { Arguments = [Named("to", Owner)] },
        };
    }

    internal static ActArgument Named(string name, string value) => new() { Name = name, Value = value };
}
