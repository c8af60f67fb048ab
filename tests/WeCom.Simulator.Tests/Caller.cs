using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Tests;

/// <summary>One app's calls on one simulator.</summary>
internal sealed class Caller(SimulatorHost host, string token)
{
    public const string Owner = "LiXiaoTang";
    public const string Other = "ZhouMingHao";

    public static async Task<Caller> Of(SimulatorHost host) => new(host, await host.Token(SimulatorHost.Fast));

    /// <summary>Another app of the same corp.</summary>
    public static async Task<Caller> OfNewApp(SimulatorHost host, int agentId)
    {
        var app = await host.Do(HttpMethod.Post, $"/sim/v1/corps/{SimulatorHost.Fast}/apps", $$"""{"agentId":{{agentId}}}""");
        return new Caller(host, (string)(await host.Get($"/cgi-bin/gettoken?corpid={SimulatorHost.Fast}&corpsecret={app["secret"]}"))["access_token"]!);
    }

    public Task<JsonObject> Contact(string api, JsonObject body) => host.Api(token, api, body.ToJsonString());

    public async Task<int> Code(string api, JsonObject body) => (int)(await Contact(api, body))["errcode"]!;

    /// <summary>An API outside of external contacts.</summary>
    public async Task<JsonObject> Post(string api, JsonObject body)
    {
        using var response = await host.Raw(HttpMethod.Post, $"/cgi-bin/{api}?access_token={token}", body.ToJsonString());
        Assert.Equal(200, (int)response.StatusCode);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public Task<JsonObject> Get(string api, string query = "") => host.Get($"/cgi-bin/{api}?access_token={token}{query}");

    public async Task<JsonObject> Upload(string type, int bytes)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[bytes]), "media", "file.bin" } };
        using var response = await http.PostAsync(new Uri($"/cgi-bin/media/upload?access_token={token}&type={type}", UriKind.Relative), form);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>The chats of an owner.</summary>
    public async Task<IReadOnlyList<string>> Chats(string owner) =>
        [.. (await Contact("groupchat/list", new JsonObject { ["limit"] = 100, ["owner_filter"] = new JsonObject { ["userid_list"] = new JsonArray(owner) } }))["group_chat_list"]!
            .AsArray().Select(g => (string)g!["chat_id"]!)];

    public async Task<IReadOnlyList<string>> Customers(string userId) =>
        [.. (await Get("externalcontact/list", $"&userid={userId}"))["external_userid"]!.AsArray().Select(id => (string)id!)];

    public static JsonArray Array(params IEnumerable<string> items) => new([.. items.Select(i => JsonValue.Create(i))]);
}
