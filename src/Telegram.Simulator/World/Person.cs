using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.World;

/// <summary>Somebody with an account: a person or a bot.</summary>
internal sealed record Person(long Id, string FirstName, string? Username, bool IsBot)
{
    public JsonObject ToJson()
    {
        var user = new JsonObject { ["id"] = Id, ["is_bot"] = IsBot, ["first_name"] = FirstName };
        if (Username is not null) { user["username"] = Username; }

        if (!IsBot) { user["language_code"] = "zh-hans"; }

        return user;
    }
}
