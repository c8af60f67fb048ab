namespace Steward.Kernel.Tests;

/// <summary>Stored rows and messages under way carry these ids: what they are must never change. The literals were computed by another program.</summary>
public sealed class DerivedIdTests
{
    private static readonly Guid Account = new("ac000000-0000-4000-8000-000000000001");

    [Theory]
    [InlineData("group", "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA", "603591cf-e693-8706-8e7a-b8a4ec065950")]
    [InlineData("member", "wmMrrabaZ7jYn5TXCXxU5EuxAhLjaQet", "1466836c-165d-8d16-9745-130cf7a14c50")]
    [InlineData("message", "8152938475_1690000000", "544631d9-e60d-82e7-a9ee-6e2f7e2beb13")]
    [InlineData("post", "20260302", "383fa528-8528-83c6-a83f-cb55c49be446")]
    [InlineData("group", "堡乐星·午餐拼单群", "46dc9ab8-fa9c-84d5-805f-b47ef627c73b")]
    [InlineData("", "", "becad43d-4afb-854d-a992-0a278e00cfef")]
    public void Known_inputs_have_known_ids(string kind, string name, string expected) =>
        Assert.Equal(new Guid(expected), DerivedId.Of(Account, kind, name));

    [Fact]
    public void The_scope_is_part_of_the_id() =>
        Assert.Equal(new Guid("cd908205-9eef-84e8-8109-c1a3cbd77ea5"), DerivedId.Of(Guid.Empty, "a", "b"));

    // 256 bytes are hashed on the stack, 257 in a rented buffer that is longer than the input.
    [Theory]
    [InlineData('x', 232, "eef19752-932f-8838-95af-4a5cd088c7ce")]
    [InlineData('x', 233, "5a6ca7c8-884a-8dca-850d-9313b80b78d9")]
    [InlineData('长', 1000, "447342a2-a09b-8e69-8bc1-76d9c83a0176")]
    public void Long_names_are_hashed_whole_and_nothing_else_is(char letter, int length, string expected) =>
        Assert.Equal(new Guid(expected), DerivedId.Of(Account, "message", new string(letter, length)));

    [Fact]
    public void Kind_and_name_do_not_run_into_each_other() =>
        Assert.NotEqual(DerivedId.Of(Account, "group", "1"), DerivedId.Of(Account, "grou", "p1"));

    [Fact]
    public void Every_id_says_that_it_is_of_version_8_and_of_the_RFC_variant()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var id = DerivedId.Of(Account, "message", $"m{i}");
            Assert.Equal(8, id.Version);
            Assert.InRange(id.Variant, 0x8, 0xB);
        }
    }

    [Fact]
    public void A_hundred_thousand_names_have_as_many_ids()
    {
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 25_000; i++)
        {
            foreach (var kind in (string[])["group", "member", "message", "answer"]) { Assert.True(ids.Add(DerivedId.Of(Account, kind, $"{i}")), $"{kind} {i}"); }
        }
    }

    [Fact]
    public void Many_threads_get_the_ids_that_one_gets()
    {
        var names = Enumerable.Range(0, 2_000).Select(i => new string('n', i % 600) + i).ToArray();
        Assert.Equal(names.Select(name => DerivedId.Of(Account, "member", name)), names.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(name => DerivedId.Of(Account, "member", name)));
    }
}
