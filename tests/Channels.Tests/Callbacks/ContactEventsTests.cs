using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Callbacks;

public sealed class ContactEventsTests
{
    private const string Customer = "woAJ2GCAAAXtWyujaWJHDDGi0mAAAA";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_new_contact_is_told_with_its_welcome_code_and_its_end_is_remembered()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);

        Assert.Equal(200, await world.CallBackAsync(Contact(1, "add_half_external_contact", "<State>poster_a</State><WelcomeCode>HALF</WelcomeCode>")));
        Assert.Equal(200, await world.CallBackAsync(Contact(2, "add_external_contact", "<State>poster_a</State><WelcomeCode>CODE</WelcomeCode>")));

        var half = await world.Host.NextAsync<ContactAddedV1>(contact => contact.Half);
        var added = await world.Host.NextAsync<ContactAddedV1>(contact => !contact.Half);
        Assert.Equal(("HALF", "CODE", "poster_a", Customer), (half.WelcomeCode, added.WelcomeCode, added.Source, added.ExternalId));
        Assert.Equal(MemberId.From(new AccountId(world.Account), Customer).Value, added.MemberId);
        Assert.Equal(MemberId.From(new AccountId(world.Account), "zhangsan").Value, added.StaffId);

        await world.CallBackAsync(Contact(3, "transfer_fail", "<FailReason>customer_refused</FailReason>"));
        await IsAsync(world, "added poster_a customer_refused");
        await world.CallBackAsync(Contact(5, "del_follow_user", ""));
        await IsAsync(world, "dropped-by-customer poster_a ");
        await world.CallBackAsync(Contact(4, "add_external_contact", ""));
        await OutcomesAsync(world, 5);
        await IsAsync(world, "dropped-by-customer poster_a ");
        await world.CallBackAsync(Contact(6, "del_external_contact", "<Source>DELETE_BY_TRANSFER</Source>"));
        await IsAsync(world, "handed-over poster_a ");
    }

    [Fact]
    public async Task Events_of_every_family_are_kept_and_what_nobody_knows_is_counted_as_unknown()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        string[] events =
        [
            Contact(1, "msg_audit_approved", ""), Contact(2, "edit_external_contact", ""), Contact(3, "some_day_new", ""),
            Event(4, "change_external_tag", "<Id>T</Id><TagType>tag</TagType><ChangeType>create</ChangeType>"), Event(5, "kf_msg_or_event", "<Token>E</Token><OpenKfId>wk</OpenKfId>"),
            Event(6, "msgaudit_notify", ""), Event(7, "from_the_future", "<a><b/></a>"),
        ];

        foreach (var told in events) { Assert.Equal(200, await world.CallBackAsync(told)); }

        await OutcomesAsync(world, events.Length);
        Assert.Equal("archive,archive_agreed,contact_edited,customer_service,tag,unknown,unknown", await world.AskAsync<string>("select string_agg(outcome, ',' order by outcome) from callbacks_raw"));
        Assert.Equal($"zhangsan {Customer} true", await world.AskAsync<string>("select staff || ' ' || person || ' ' || agreed from archive_consents"));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from callback_queue"));
    }

    private static string Contact(int second, string change, string inner) =>
        Event(second, "change_external_contact", $"<ChangeType>{change}</ChangeType><UserID>zhangsan</UserID><ExternalUserID>{Customer}</ExternalUserID>{inner}");

    private static string Event(int second, string name, string inner) =>
        $"<xml><ToUserName>{World.CorpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>{1403610513 + second}</CreateTime><MsgType>event</MsgType><Event>{name}</Event>{inner}</xml>";

    private static Task IsAsync(World world, string contact) =>
        Eventually.TrueAsync(async () => await world.AskAsync<string>("select state || ' ' || source || ' ' || transfer_failure from contacts") == contact, Patience, $"the contact is {contact}");

    private static Task OutcomesAsync(World world, int count) =>
        Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from callbacks_raw where applied_at is not null") == count, Patience, "all are applied");
}
