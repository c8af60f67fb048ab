using System.Text.Json;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Archive;
using Steward.WeCom.Simulator.Broadcasts;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Contacts;

/// <summary><c>send_welcome_msg</c>: within 20 s of the event, once; the first app that calls wins.</summary>
internal sealed class SendWelcome(
    WelcomeCodes codes, ClientActions actions, Consents consents, Attachments attachments, Agenda agenda, TechnicalClock technical, SimulatedClock clock,
    IOptions<SimulatorOptions> options)
{
    private const int MaxTextBytes = 4000;

    public WeComReply Handle(Caller caller, JsonElement body)
    {
        var fields = new RequestFields(body);
        var code = fields.Text("welcome_code", true, 512);
        var textFields = fields.Inside("text");
        var text = textFields?.Text("content", false, MaxTextBytes) ?? "";
        fields.Adopt(textFields);
        var attached = attachments.Check(caller.Corp, fields);
        if (text.Length == 0 && attached == 0)
        {
            fields.Refuse(WeComReply.BadParameter("text and attachments are both empty"));
        }

        return fields.Refusal ?? Take(caller, code, text);
    }

    private WeComReply Take(Caller caller, string code, string text)
    {
        WelcomeCode welcome;
        lock (codes.Gate)
        {
            if (codes.Find(code) is not { } found || found.Corp != caller.Corp)
            {
                return WeComReply.Refuse(WeComCodes.BadWelcomeCode);
            }

            if (found.AgentId is not null)
            {
                return WeComReply.Refuse(found.Delivered ? WeComCodes.WelcomeSent : WeComCodes.WelcomeUnderWay);
            }

            if (found.Ends <= technical.GetUtcNow())
            {
                return WeComReply.Refuse(WeComCodes.BadWelcomeCode);
            }

            if (!consents.Agrees(caller.Corp, found.UserId, found.ExternalUserId))
            {
                return WeComReply.Refuse(WeComCodes.NoArchiveConsent);
            }

            (welcome, found.AgentId) = (found, caller.App.AgentId);
        }

        if (options.Value.WelcomeDelivery > TimeSpan.Zero)
        {
            agenda.After(options.Value.WelcomeDelivery, () => Deliver(welcome, text));
        }
        else
        {
            Deliver(welcome, text);
        }

        return WeComReply.Ok();
    }

    private void Deliver(WelcomeCode welcome, string text)
    {
        lock (codes.Gate)
        {
            welcome.Delivered = true;
        }

        if (text.Length > 0)
        {
            actions.SayPrivately(welcome.Corp, welcome.UserId, welcome.ExternalUserId, text, clock.GetUtcNow());
        }
    }
}
