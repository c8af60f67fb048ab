using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Links;

/// <summary>Makes a link, or changes the target, channel and group of the brand's link with that code.</summary>
internal sealed record PutLink(BrandId Brand, string Code, string TargetUrl, string Channel, Guid? Group, string By);

internal sealed partial class PutLinkHandler(Database database, CodeTable codes, TimeProvider clock, ILogger<PutLinkHandler> logger)
{
    public async Task<Result<Link>> HandleAsync(PutLink command, CancellationToken ct)
    {
        if (!LinkCode.IsValid(command.Code)) { return LinkProblems.BadCode(); }

        if (LinkTarget.NormaliseUrl(command.TargetUrl) is not { } url) { return LinkProblems.BadTarget(); }

        if (command.Channel.Length > LinkProblems.LongestChannel || command.Channel.Any(char.IsControl)) { return LinkProblems.BadChannel(); }

        var args = new { brand = command.Brand, command.Code, url, command.Channel, command.Group, now = clock.GetUtcNow() };
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var mine = await transaction.ExecuteAsync(
            """
            insert into link_codes (code, brand_id, target_url) values (@Code, @brand, @url)
            on conflict (code) do update set target_url = excluded.target_url where link_codes.brand_id = excluded.brand_id
            """,
            args,
            ct);
        if (mine == 0) { return LinkProblems.CodeTaken(command.Code); }

        var link = await transaction.SingleAsync<Link>(
            $"""
            insert into links (brand_id, code, target_url, channel, group_id, created_at) values (@brand, @Code, @url, @Channel, @Group, @now)
            on conflict (brand_id, code) do update set target_url = excluded.target_url, channel = excluded.channel, group_id = excluded.group_id
            returning {Link.Columns}
            """,
            args,
            ct);
        await transaction.ExecuteAsync("select pg_notify('links', @Code)", args, ct);
        await transaction.CommitAsync(ct);
        codes.Put(command.Code, new LinkTarget(command.Brand, url));
        Log.Put(logger, command.By, command.Code, command.Brand);
        return link;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put link {Code} of brand {Brand}.")]
        public static partial void Put(ILogger logger, string by, string code, BrandId brand);
    }
}
