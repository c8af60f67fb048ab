using Grpc.Core;
using Xunit;

namespace Steward.StandIns.Tests.Grpc;

public sealed class MetadataTests
{
    [Fact]
    public void keys_are_lower_cased_and_found_in_any_case()
    {
        var metadata = new Metadata { { "X-Trace.Id_1", "7" } };

        Assert.Equal("x-trace.id_1", metadata[0].Key);
        Assert.Equal("7", metadata.GetValue("x-TRACE.id_1"));
        Assert.Null(metadata.GetValue("other"));
    }

    [Fact]
    public void last_entry_of_a_key_wins_and_all_are_kept_in_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "A", "3" } };

        Assert.Equal("3", metadata.GetValue("a"));
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Equal(3, metadata.Count);
    }

    [Fact]
    public void binary_value_is_copied_in_and_out()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("id-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.True(entry.IsBinary);
        Assert.Equal([1, 2], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void text_value_has_bytes_too()
    {
        var entry = new Metadata.Entry("id", "ab");

        Assert.False(entry.IsBinary);
        Assert.Equal("ab"u8, entry.ValueBytes);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("schlüssel")]
    [InlineData("a:b")]
    public void key_with_other_characters_is_refused(string key) => Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "v"));

    [Fact]
    public void suffix_and_value_must_agree()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", [1]));
    }

    [Fact]
    public void empty_metadata_cannot_be_changed()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
    }

    [Fact]
    public void entries_can_be_changed_like_a_list()
    {
        var entry = new Metadata.Entry("b", "2");
        var metadata = new Metadata { { "a", "1" } };

        metadata.Insert(0, entry);
        Assert.Equal(0, metadata.IndexOf(entry));
        Assert.True(metadata.Remove(entry));
        Assert.DoesNotContain(entry, metadata);
        metadata.RemoveAt(0);
        Assert.Empty(metadata);
    }
}
