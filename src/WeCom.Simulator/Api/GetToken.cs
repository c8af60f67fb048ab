using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Limits;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Api;

/// <summary><c>gettoken</c>.</summary>
internal sealed class GetToken(SimulatedWorld world, AccessTokens tokens, CallLimits limits)
{
    public WeComReply Handle(IQueryCollection query, string ip)
    {
        if (limits.IsBlocked(ip))
        {
            return WeComReply.Refuse(WeComCodes.FrequencyLimit, WeComCodes.Text(WeComCodes.FrequencyLimit));
        }

        if (!world.Corps.TryGetValue(query["corpid"].ToString(), out var corp))
        {
            return WeComReply.Refuse(WeComCodes.BadCorpId, WeComCodes.Text(WeComCodes.BadCorpId));
        }

        if (!corp.Admits(ip))
        {
            return WeComReply.Refuse(WeComCodes.ForeignIp, WeComCodes.Text(WeComCodes.ForeignIp));
        }

        var secret = query["corpsecret"].ToString();
        if (secret.Length == 0)
        {
            return WeComReply.Refuse(WeComCodes.MissingSecret, WeComCodes.Text(WeComCodes.MissingSecret));
        }

        if ((corp.Apps.FirstOrDefault(a => a.Secret == secret) ?? corp.ArchiveFor(secret)) is not { } app)
        {
            limits.CountBadSecret(ip);
            return WeComReply.Refuse(WeComCodes.BadSecret, WeComCodes.Text(WeComCodes.BadSecret));
        }

        if (!limits.TryCall(corp.CorpId, ip, "gettoken"))
        {
            return WeComReply.Refuse(WeComCodes.FrequencyLimit, WeComCodes.Text(WeComCodes.FrequencyLimit));
        }

        var (token, seconds) = tokens.Issue(corp, app);
        return WeComReply.Ok(new JsonObject { ["access_token"] = token, ["expires_in"] = seconds });
    }
}
