using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Outbound;
using Wire = Steward.Contracts.Channels.V1;

namespace Steward.Content.Knowledge.Files;

/// <summary>What goes along with an answer, in a cell: a JSON list of objects with the fields of <c>Attachment</c>, such as <c>[{"kind":"link","title":"…","url":"https://…"}]</c>.</summary>
internal static class FileAttachments
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The attachments of a cell; what is wrong with them is added to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<SendAttachment> Read(string cell, ICollection<(string Field, string Message)> faults)
    {
        if (cell.Length == 0) { return []; }

        try
        {
            if (JsonSerializer.Deserialize<List<Written?>>(cell, Form) is { } list && list.TrueForAll(one => one is not null)) { return Attachments.Read([.. list.Select(one => one!.ToWire())], FileColumns.Attachments, faults); }
        }
        catch (JsonException)
        {
            // Said below.
        }

        faults.Add((FileColumns.Attachments, """attachments must be a JSON list such as [{"kind":"link","title":"尺码表","url":"https://example.com"}]."""));
        return [];
    }

    /// <summary>The cell; empty: nothing goes along.</summary>
    public static string Write(IReadOnlyList<SendAttachment> attachments) => attachments.Count == 0 ? "" : JsonSerializer.Serialize(attachments.Select(Written.Of), Form);

    private sealed record Written
    {
        public required string Kind { get; init; }
        public string? PictureId { get; init; }
        public string? Title { get; init; }
        public string? Url { get; init; }
        public string? Description { get; init; }
        public string? PictureUrl { get; init; }
        public string? AppId { get; init; }
        public string? Page { get; init; }

        public static Written Of(SendAttachment one) => new()
        {
            Kind = one.Kind, PictureId = one.PictureId?.ToString(), Title = one.Title, Url = one.Url, Description = one.Description, PictureUrl = one.PictureUrl, AppId = one.AppId, Page = one.Page,
        };

        public Wire.Attachment ToWire() => new()
        {
            Kind = Kind ?? "", PictureId = PictureId ?? "", Title = Title ?? "", Url = Url ?? "", Description = Description ?? "", PictureUrl = PictureUrl ?? "", AppId = AppId ?? "", Page = Page ?? "",
        };
    }
}
