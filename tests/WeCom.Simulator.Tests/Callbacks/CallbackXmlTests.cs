using System.Xml.Linq;
using Steward.WeCom.Simulator.Callbacks;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

public sealed class CallbackXmlTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    [Fact]
    public void A_third_party_app_gets_the_same_event_under_another_header()
    {
        var own = CallbackXml.MembersLeft("ww1", "wr1", At, 1, ["wm1"], "a", "b");

        var received = XElement.Parse(CallbackXml.ForSuite(own, "tj4asffe99e54c0f4c", "ww1"));

        Assert.Equal(["SuiteId", "AuthCorpId", "InfoType", "TimeStamp"], received.Elements().Take(4).Select(e => e.Name.LocalName));
        Assert.Equal(
            ("tj4asffe99e54c0f4c", "ww1", "change_external_chat", "1795000000"),
            (received.Element("SuiteId")!.Value, received.Element("AuthCorpId")!.Value, received.Element("InfoType")!.Value, received.Element("TimeStamp")!.Value));
        Assert.Equal(
            XElement.Parse(own).Elements().Skip(5).Select(e => e.ToString()),
            received.Elements().Skip(4).Select(e => e.ToString()));
    }

    [Fact]
    public void The_envelope_names_an_app_or_none()
    {
        Assert.Equal(["ToUserName", "AgentID", "Encrypt"], XElement.Parse(CallbackXml.Envelope("ww1", 7, "x")).Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["ToUserName", "Encrypt"], XElement.Parse(CallbackXml.Envelope("ww1", null, "x")).Elements().Select(e => e.Name.LocalName));
    }
}
