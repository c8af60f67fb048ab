using System.Text;
using Steward.Channels.Callbacks;

namespace Steward.Channels.Tests.Callbacks;

public sealed class CallbackCryptoTests
{
    public static TheoryData<string> Vectors => [.. CallbackVector.All.Select(vector => vector.Id)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vectors_signature_is_judged_as_published(string id)
    {
        var (vector, keys) = Get(id);
        Assert.Equal(vector.SignatureMatches, CallbackCrypto.VerifySignature(keys, vector.Timestamp, vector.Nonce, vector.Cipher, vector.Signature));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_decrypts_to_its_message(string id)
    {
        var (vector, keys) = Get(id);
        var decrypted = CallbackCrypto.Decrypt(keys, vector.Cipher, vector.ReceiveId);
        Assert.Equal(vector.Plain, decrypted.Message);
        Assert.Equal(vector.MessageBytes, Encoding.UTF8.GetByteCount(decrypted.Message!));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_what_encrypting_its_message_gives(string id)
    {
        var (vector, keys) = Get(id);
        Assert.Equal(vector.Cipher, CallbackCrypto.Encrypt(keys, Convert.FromHexString(vector.RandomHex), vector.Plain, vector.ReceiveId));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_for_one_corp_is_refused_by_another(string id)
    {
        var (vector, keys) = Get(id);
        var decrypted = CallbackCrypto.Decrypt(keys, vector.Cipher, "ww6a112864f8022911");
        Assert.Null(decrypted.Message);
        Assert.Equal(-40005, decrypted.Code);
    }

    [Fact]
    public void V7_is_signed_for_this_corp_but_belongs_to_another_one()
    {
        var (vector, keys) = Get("V7");
        Assert.True(CallbackCrypto.VerifySignature(keys, vector.Timestamp, vector.Nonce, vector.Cipher, vector.Signature));
        Assert.Equal(-40005, CallbackCrypto.Decrypt(keys, vector.Cipher, "ww6a112864f8022910").Code);
    }

    [Fact]
    public void V11_encrypts_to_its_known_answer()
    {
        Assert.True(CallbackKeys.TryCreate("pamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", out var keys));
        const string Cipher = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";
        Assert.Equal(Cipher, CallbackCrypto.Encrypt(keys, "aaaabbbbccccdddd"u8, "我是中文abcd123", "wxb11529c136998cb6"));
        Assert.Equal("我是中文abcd123", CallbackCrypto.Decrypt(keys, Cipher, "wxb11529c136998cb6").Message);
        Assert.Equal("82c962d39941aa48552f90ef55aa323dc620cc10", CallbackCrypto.Sign(keys, "1409304348", "xxxxxx", Cipher));
    }

    [Fact]
    public void V5_with_its_last_digit_changed_is_refused()
    {
        var (vector, keys) = Get("V5");
        Assert.EndsWith("cb011", vector.Signature, StringComparison.Ordinal);
        Assert.False(CallbackCrypto.VerifySignature(keys, vector.Timestamp, vector.Nonce, vector.Cipher, vector.Signature[..^5] + "cb010"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("5C45FF5E21C57E6AD56BAC8758B79B1D9AC89FD3")]
    public void A_signature_of_another_form_is_refused(string signature)
    {
        var (vector, keys) = Get("V1");
        Assert.False(CallbackCrypto.VerifySignature(keys, vector.Timestamp, vector.Nonce, vector.Cipher, signature));
    }

    [Theory]
    [InlineData("not base64!", -40010)]
    [InlineData("", -40007)]
    [InlineData("QUJD", -40007)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", -40008)]
    public void A_cipher_text_that_is_none_is_refused_with_the_librarys_code(string cipher, int code)
    {
        var decrypted = CallbackCrypto.Decrypt(Get("V1").Keys, cipher, "wx5823bf96d3bd56c7");
        Assert.Null(decrypted.Message);
        Assert.Equal(code, decrypted.Code);
    }

    [Fact]
    public void Every_cut_and_every_turned_bit_is_refused_or_changes_the_message_but_never_throws()
    {
        var (vector, keys) = Get("V1");
        var cipher = Convert.FromBase64String(vector.Cipher);
        for (var at = 0; at < cipher.Length; at++)
        {
            var spoiled = (byte[])cipher.Clone();
            spoiled[at] ^= 0x41;
            var decrypted = CallbackCrypto.Decrypt(keys, Convert.ToBase64String(spoiled), vector.ReceiveId);
            Assert.True(decrypted.Message is null ? decrypted.Code < 0 : at < 32, $"byte {at}");
            Assert.Null(CallbackCrypto.Decrypt(keys, Convert.ToBase64String(cipher[..at]), vector.ReceiveId).Message);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void A_message_of_any_length_comes_back(int length)
    {
        var keys = Get("V1").Keys;
        var message = new string('m', length);
        var cipher = CallbackCrypto.Encrypt(keys, "0123456789abcdef"u8, message, "");
        Assert.Equal(0, Convert.FromBase64String(cipher).Length % 32);
        Assert.Equal(message, CallbackCrypto.Decrypt(keys, cipher, "").Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2CC")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2=")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B$C")]
    public void A_key_that_is_not_43_letters_or_digits_is_none(string key) => Assert.False(CallbackKeys.TryCreate("QDG6eK", key, out _));

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void A_token_that_is_not_1_to_32_letters_or_digits_is_none(string token) => Assert.False(CallbackKeys.IsToken(token));

    private static (CallbackVector Vector, CallbackKeys Keys) Get(string id)
    {
        var vector = CallbackVector.All.Single(one => one.Id == id);
        Assert.True(CallbackKeys.TryCreate(vector.Token, vector.AesKey, out var keys));
        return (vector, keys);
    }
}
