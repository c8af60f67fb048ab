using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Kernel;

namespace Steward.Channels.Tests.Archive;

public sealed class FinanceSdkTests
{
    /// <summary>A library with the real one's C interface, built on the spot: it shows that calls, strings, slices and parts cross the border as the header says.</summary>
    private const string Library = """
        #include <stdlib.h>
        #include <string.h>
        #include <stdio.h>
        typedef struct { char* buf; int len; } Slice;
        typedef struct { char* index; int index_len; char* data; int data_len; int finish; } Media;
        typedef struct { char secret[64]; } Sdk;
        static void put(Slice* s, const char* text) { s->len = (int)strlen(text); s->buf = malloc(s->len + 1); memcpy(s->buf, text, s->len + 1); }
        Sdk* NewSdk() { return calloc(1, sizeof(Sdk)); }
        void DestroySdk(Sdk* s) { free(s); }
        Slice* NewSlice() { return calloc(1, sizeof(Slice)); }
        void FreeSlice(Slice* s) { free(s->buf); free(s); }
        char* GetContentFromSlice(Slice* s) { return s->buf; }
        int GetSliceLen(Slice* s) { return s->len; }
        Media* NewMediaData() { return calloc(1, sizeof(Media)); }
        void FreeMediaData(Media* m) { free(m->index); free(m->data); free(m); }
        char* GetOutIndexBuf(Media* m) { return m->index; }
        int GetIndexLen(Media* m) { return m->index_len; }
        char* GetData(Media* m) { return m->data; }
        int GetDataLen(Media* m) { return m->data_len; }
        int IsMediaDataFinish(Media* m) { return m->finish; }
        int Init(Sdk* s, const char* corp, const char* secret) { if (strcmp(secret, "wrong") == 0) return 10009; strncpy(s->secret, secret, 63); return strcmp(corp, "ww1") == 0 ? 0 : 10000; }
        int GetChatData(Sdk* s, unsigned long long seq, unsigned int limit, const char* proxy, const char* passwd, int timeout, Slice* out) {
            char text[512];
            if (seq == 666) return 10010;
            snprintf(text, sizeof text, "{\"errcode\":0,\"errmsg\":\"ok\",\"chatdata\":[{\"seq\":%llu,\"limit\":%u,\"secret\":\"%s\"}]}", seq + 1, limit, s->secret);
            put(out, text);
            return 0;
        }
        int DecryptData(const char* key, const char* msg, Slice* out) { if (strcmp(key, "random-key") != 0) return 10008; put(out, msg); return 0; }
        int GetMediaData(Sdk* s, const char* index, const char* file, const char* proxy, const char* passwd, int timeout, Media* out) {
            if (strcmp(file, "FILE") != 0) return 10005;
            int first = index[0] == 0;
            out->data_len = first ? 524288 : 100; out->data = malloc(out->data_len); memset(out->data, first ? 'a' : 'b', out->data_len);
            out->index_len = first ? 7 : 0; out->index = calloc(1, 8); if (first) memcpy(out->index, "Range-1", 7);
            out->finish = !first;
            return 0;
        }
        """;

    [GccFact]
    public async Task Calls_cross_the_border_to_the_native_library_as_its_header_says()
    {
        var path = await BuildAsync();
        using var sdk = Archive(path);
        var account = Account("ww1", "秘密");

        Assert.Equal("""{"errcode":0,"errmsg":"ok","chatdata":[{"seq":42,"limit":1000,"secret":"秘密"}]}""", Encoding.UTF8.GetString(await sdk.PullAsync(account, 41, 1000, default)));
        Assert.Equal("消息", Encoding.UTF8.GetString(sdk.Open("random-key"u8.ToArray(), "消息")!.Value.Span));
        Assert.Null(sdk.Open("other"u8.ToArray(), "消息"));

        var first = await sdk.ReadMediaAsync(account, "FILE", "", default);
        MediaPart[] parts = [first, await sdk.ReadMediaAsync(account, "FILE", first.NextIndex, default)];
        Assert.Equal([512 * 1024, 100], parts.Select(part => part.Data.Length));
        Assert.Equal([(byte)'a', (byte)'b'], parts.Select(part => part.Data.Span[^1]));
        Assert.Equal([false, true], parts.Select(part => part.Last));
        Assert.Equal(10005, (await Assert.ThrowsAsync<ArchiveException>(() => sdk.ReadMediaAsync(account, "NONE", "", default))).Code);
        var old = await Assert.ThrowsAsync<ArchiveException>(() => sdk.PullAsync(account, 666, 10, default));
        Assert.Contains("older than the archive keeps", old.Message, StringComparison.Ordinal);
        Assert.False(old.Credentials);
        Assert.True((await Assert.ThrowsAsync<ArchiveException>(() => sdk.PullAsync(Account("ww1", "wrong"), 1, 10, default))).Credentials);
    }

    [Theory]
    [InlineData("", "Archive:SdkPath")]
    [InlineData("/nowhere/libWeWorkFinanceSdk_C.so", "cannot be loaded")]
    public async Task Without_the_library_the_reason_is_clear(string path, string reason)
    {
        using var sdk = Archive(path);
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => sdk.PullAsync(Account("ww1", "s"), 1, 10, default));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Credentials);
    }

    private static FinanceSdkArchive Archive(string path) => new(Options.Create(new ArchiveOptions { SdkPath = path }));

    private static Account Account(string corp, string secret) =>
        new(new AccountId(Guid.NewGuid()), new BrandId(Guid.NewGuid()), "企业", new Uri("http://localhost"), corp, 1, new AccountSecrets { Secret = "", CallbackToken = "", EncodingAesKey = "", ArchiveSecret = secret })
        {
            Archive = ArchiveMode.CorpOwnedSdk,
        };

    private static async Task<string> BuildAsync()
    {
        var folder = Directory.CreateTempSubdirectory("finance-sdk-").FullName;
        var (source, library) = (Path.Combine(folder, "sdk.c"), Path.Combine(folder, "libWeWorkFinanceSdk_C.so"));
        await File.WriteAllTextAsync(source, Library);
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-w", "-o", library, source]);
        await gcc.WaitForExitAsync();
        Assert.Equal(0, gcc.ExitCode);
        return library;
    }

    /// <summary>Needs a C compiler.</summary>
    private sealed class GccFactAttribute : FactAttribute
    {
        public GccFactAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc"))) ? null : "There is no gcc here.";
    }
}
