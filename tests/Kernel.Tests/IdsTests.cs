namespace Steward.Kernel.Tests;

public sealed class IdsTests
{
    private static readonly AccountId Account = new(new Guid("ac000000-0000-4000-8000-000000000001"));
    private static readonly AccountId Other = new(new Guid("ac000000-0000-4000-8000-000000000002"));

    [Fact]
    public void A_group_is_known_by_its_account_and_chat_id() =>
        Assert.Equal(new GroupId(new Guid("603591cf-e693-8706-8e7a-b8a4ec065950")), GroupId.From(Account, "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA"));

    [Fact]
    public void A_person_is_known_by_account_and_user_id() =>
        Assert.Equal(new MemberId(new Guid("1466836c-165d-8d16-9745-130cf7a14c50")), MemberId.From(Account, "wmMrrabaZ7jYn5TXCXxU5EuxAhLjaQet"));

    [Fact]
    public void A_message_that_arrives_twice_has_one_id()
    {
        Assert.Equal(new MessageId(new Guid("544631d9-e60d-82e7-a9ee-6e2f7e2beb13")), MessageId.From(Account, "8152938475_1690000000"));
        Assert.Equal(MessageId.From(Account, "8152938475_1690000000"), MessageId.From(Account, "8152938475_1690000000"));
    }

    [Fact]
    public void The_same_channel_id_in_two_accounts_is_two_things()
    {
        Assert.NotEqual(GroupId.From(Account, "x"), GroupId.From(Other, "x"));
        Assert.NotEqual(MemberId.From(Account, "x"), MemberId.From(Other, "x"));
        Assert.NotEqual(MessageId.From(Account, "x"), MessageId.From(Other, "x"));
    }

    [Fact]
    public void One_channel_id_as_a_group_a_person_and_a_message_is_three_things() =>
        Assert.Distinct([GroupId.From(Account, "x").Value, MemberId.From(Account, "x").Value, MessageId.From(Account, "x").Value]);

    [Fact]
    public void Channel_ids_differ_by_case() => Assert.NotEqual(MemberId.From(Account, "wmA"), MemberId.From(Account, "wma"));

    [Fact]
    public void Every_id_is_written_as_the_bare_uuid()
    {
        var id = new Guid("0190a0b0-c0d0-7e0f-8a1b-2c3d4e5f6071");
        object[] ids = [new BrandId(id), new AccountId(id), new GroupId(id), new MemberId(id), new MessageId(id), new CommandId(id), new OperatorId(id)];
        Assert.All(ids, typed => Assert.Equal("0190a0b0-c0d0-7e0f-8a1b-2c3d4e5f6071", $"{typed}"));
    }

    [Fact]
    public void The_tests_above_know_every_id_of_the_kernel()
    {
        var ids = typeof(BrandId).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.Name.EndsWith("Id", StringComparison.Ordinal)).Select(type => type.Name);
        Assert.Equal(["AccountId", "BrandId", "CommandId", "GroupId", "MemberId", "MessageId", "OperatorId"], ids.Order(StringComparer.Ordinal));
    }
}
