using System.Text;
using Steward.WeCom.Simulator.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

public sealed class CallbackCryptoTests
{
    public static TheoryData<Vector> Published => new(Vectors.All);

    [Theory]
    [MemberData(nameof(Published))]
    public void Encrypting_the_published_text_gives_the_published_cipher(Vector vector) =>
        Assert.Equal(vector.Cipher, CallbackCrypto.Encrypt(vector.Key, vector.ReceiveId, Convert.FromHexString(vector.RandomHex), vector.Plain));

    [Theory]
    [MemberData(nameof(Published))]
    public void Signing_the_published_cipher_gives_the_published_signature_unless_it_is_the_misprint(Vector vector)
    {
        var signature = CallbackCrypto.Sign(vector.Token, vector.Timestamp, vector.Nonce, vector.Cipher);

        Assert.Equal(vector.Signed, signature == vector.Signature);
        Assert.Equal(TinyDecryptor.Signature(vector.Token, vector.Timestamp, vector.Nonce, vector.Cipher), signature);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Length_and_padding_count_bytes(Vector vector)
    {
        Assert.Equal(vector.Length, Encoding.UTF8.GetByteCount(vector.Plain));
        Assert.Equal(vector.Pad, CallbackCrypto.Padding(16 + 4 + vector.Length + Encoding.UTF8.GetByteCount(vector.ReceiveId)));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void What_the_simulator_encrypts_an_independent_receiver_opens(Vector vector) =>
        Assert.Equal(
            vector.Plain,
            TinyDecryptor.Open(vector.Key, CallbackCrypto.Encrypt(vector.Key, vector.ReceiveId, Guid.NewGuid().ToByteArray(), vector.Plain), vector.ReceiveId));

    [Fact]
    public void A_message_for_another_receiver_is_refused()
    {
        var seventh = Vectors.All.Single(v => v.Id == "V7");

        var failure = Assert.Throws<InvalidDataException>(() => TinyDecryptor.Open(seventh.Key, seventh.Cipher, "ww6a112864f8022910"));

        Assert.Equal("receiver wwf181555a13a31443", failure.Message);
    }

    [Fact]
    public void The_sort_of_the_signed_parts_is_ordinal()
    {
        var fifth = Vectors.All.Single(v => v.Id == "V5");

        Assert.Equal("1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011", CallbackCrypto.Sign(fifth.Token, fifth.Timestamp, fifth.Nonce, fifth.Cipher));
        Assert.NotEqual("1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb010", CallbackCrypto.Sign(fifth.Token, fifth.Timestamp, fifth.Nonce, fifth.Cipher));
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, 31)]
    [InlineData(31, 1)]
    [InlineData(32, 32)]
    public void An_aligned_text_gets_a_whole_block_of_padding(int length, int pad) => Assert.Equal(pad, CallbackCrypto.Padding(length));

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF=")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF$")]
    public void A_key_that_is_not_43_letters_or_digits_is_refused(string key) => Assert.Throws<ArgumentException>(() => CallbackCrypto.AesKey(key));
}
