using Steward.WeCom.Simulator.Callbacks;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Control;

/// <summary>What an administrator of a corp sees and sets in the console of WeCom.</summary>
internal sealed class CorpControl(SimulatedWorld world, CallbackBoxes boxes, CallbackClient client)
{
    public IResult List() => ControlBody.Ok(new
    {
        corps = world.Corps.Values.Select(c => new
        {
            c.CorpId,
            c.Brand,
            c.Name,
            c.AgentId,
            c.Keys.Secret,
            token = c.Keys.CallbackToken,
            c.Keys.EncodingAesKey,
            c.Keys.ArchiveSecret,
            callbackUrl = boxes.Of(c).Url?.AbsoluteUri,
            callbacks = boxes.Of(c).Figures(),
            archived = c.Archive.Total,
            lastSeq = c.Archive.LastSeq,
        }),
    });

    public Task<IResult> SetCallback(HttpRequest request, string corpId, CancellationToken ct) =>
        ControlBody.Read<CallbackSetting>(request, async setting =>
        {
            if (!world.Corps.TryGetValue(corpId, out var corp))
            {
                return ControlBody.NotFound($"corpId: {corpId} is not a corp of this world");
            }

            if (!Uri.TryCreate(setting.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                return ControlBody.Bad("url: an absolute http or https URL is needed");
            }

            if (await client.Verify(corp, setting.SuiteId ?? corpId, url, ct) is { } reason)
            {
                return ControlBody.Bad("url: " + reason);
            }

            var box = boxes.Of(corp);
            (box.SuiteId, box.NamesAgent, box.Url) = (setting.SuiteId, setting.NamesAgent, url);
            return ControlBody.Ok(new { corp.CorpId, callbackUrl = url.AbsoluteUri });
        }, ct);

    internal sealed record CallbackSetting
    {
        public required string Url { get; init; }

        /// <summary>Set: events come as a third-party app gets them.</summary>
        public string? SuiteId { get; init; }

        public bool NamesAgent { get; init; } = true;
    }
}
