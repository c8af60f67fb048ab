using System.Text.Json.Serialization;
using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Asks WeCom who of a group agreed to the archive, with the archive's own secret: events and messages tell of changes, and can be lost.</summary>
internal sealed class CheckConsent(WeComClient wecom, Database database)
{
    /// <returns>Why it could not be asked; null when it could.</returns>
    public async Task<WeComFailure?> HandleAsync(Account account, string chatId, CancellationToken ct)
    {
        var archive = account.App with { Secret = account.Secrets.ArchiveSecret, IsBulk = true };
        var reply = await wecom.ReadAsync<RoomAgreement>(archive, "msgaudit/check_room_agree", new { roomid = chatId }, ct);
        if (reply.Failure is { } failure) { return failure; }

        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var words = reply.Value!.Agreeinfo.Where(word => word.Person.Length > 0)
            .Select(word => new ArchiveConsent(account.Id, chatId, "", word.Person, word.AgreeStatus != "Disagree", DateTimeOffset.FromUnixTimeSeconds(word.StatusChangeTime)));
        await ArchiveConsents.RecordAsync(account.Brand, [.. words], transaction, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    internal sealed record RoomAgreement
    {
        public IReadOnlyList<Word> Agreeinfo { get; init; } = [];
    }

    internal sealed record Word
    {
        /// <summary>The field really is spelled so.</summary>
        [JsonPropertyName("exteranalopenid")]
        public string Person { get; init; } = "";

        /// <summary><c>Agree</c>, <c>Disagree</c> or <c>Default_Agree</c>.</summary>
        public string AgreeStatus { get; init; } = "";

        /// <summary>Unix seconds.</summary>
        public long StatusChangeTime { get; init; }
    }
}
