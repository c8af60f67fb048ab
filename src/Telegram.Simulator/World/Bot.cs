using System.Text.Json.Nodes;
using Steward.Telegram.Simulator.Updates;

namespace Steward.Telegram.Simulator.World;

/// <summary>A bot, its token and what waits for it.</summary>
internal sealed class Bot(Person self, string token, long firstUpdate)
{
    public Person Self => self;

    public string Token => token;

    /// <summary>Off is Telegram's privacy mode: only commands, mentions and what concerns it reach a bot that is no administrator.</summary>
    public bool ReadsAll { get; init; } = true;

    public UpdateBox Updates { get; } = new(firstUpdate);

    /// <summary>Where updates are pushed; null: the bot polls.</summary>
    public Webhook? Webhook { get; set; }

    public JsonObject ToJson()
    {
        var me = self.ToJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = ReadsAll;
        me["supports_inline_queries"] = false;
        return me;
    }
}

/// <summary>A webhook and how it goes.</summary>
internal sealed class Webhook(Uri url, string secret, int connections)
{
    public Uri Url => url;

    /// <summary>Sent in <c>X-Telegram-Bot-Api-Secret-Token</c>; empty: no header.</summary>
    public string Secret => secret;

    public int Connections => connections;

    public long? ErrorAt { get; set; }

    public string ErrorText { get; set; } = "";
}
