using System.Data;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Steward.Contracts.Events.Channels;
using Wire = Steward.Contracts.Channels.V1;

namespace Steward.ServiceDefaults.Outbound;

/// <summary>What goes into a group beside a text: read from requests, told to callers, and its words, which the compliance gate sees with the text. Lengths are WeCom's, in bytes of UTF-8, but for descriptions: with nine of ours a text is still one that the gate reads.</summary>
public static partial class Attachments
{
    /// <summary>How many go along with one text.</summary>
    public const int Most = 9;

    /// <summary>How long a description may be.</summary>
    public const int MaxDescription = 300;

    /// <summary>How long a link's title may be.</summary>
    public const int MaxLinkTitle = 128;

    /// <summary>How long a mini-program's title may be.</summary>
    public const int MaxMiniProgramTitle = 64;
    private const int MaxUrl = 2048;
    private const int MaxPage = 1024;

    private static readonly Dictionary<string, (string[] Needs, string[] May)> Fields = new(StringComparer.Ordinal)
    {
        [AttachmentKind.Image] = (["picture_id"], []),
        [AttachmentKind.Link] = (["title", "url"], ["description", "picture_url"]),
        [AttachmentKind.MiniProgram] = (["title", "app_id", "page", "picture_id"], ["url"]),
    };

    /// <summary>Attachments as somebody gave them. What is wrong is added to <paramref name="faults"/> by field, with the path before it; then what is returned is of no use.</summary>
    public static IReadOnlyList<SendAttachment> Read(IReadOnlyList<Wire.Attachment> given, string path, ICollection<(string Field, string Message)> faults)
    {
        if (given.Count > Most)
        {
            faults.Add((path, $"{path} holds more than {Most}."));
            return [];
        }

        return [.. given.Select((one, at) => Read(one, $"{path}[{at}]", faults))];
    }

    /// <summary>As callers see it.</summary>
    public static Wire.Attachment ToWire(this SendAttachment one) => new()
    {
        Kind = one.Kind, PictureId = one.PictureId?.ToString() ?? "", Title = one.Title ?? "", Url = one.Url ?? "", Description = one.Description ?? "", PictureUrl = one.PictureUrl ?? "", AppId = one.AppId ?? "", Page = one.Page ?? "",
    };

    /// <summary>A text with the words of what goes along with it: what the compliance gate is asked about.</summary>
    public static string WordsOf(string text, IReadOnlyList<SendAttachment>? attachments) =>
        attachments is not { Count: > 0 } ? text : string.Join('\n', attachments.SelectMany(one => new[] { one.Title, one.Description }).OfType<string>().Prepend(text));

    /// <summary>The pictures that go along, each once.</summary>
    public static IEnumerable<Guid> PicturesOf(IEnumerable<SendAttachment> attachments) => attachments.Select(one => one.PictureId).OfType<Guid>().Distinct();

    /// <summary>Teaches Dapper columns that keep attachments (<c>jsonb</c>, a list).</summary>
    public static void RegisterColumn() => SqlMapper.AddTypeHandler(new Column());

    private static SendAttachment Read(Wire.Attachment given, string path, ICollection<(string Field, string Message)> faults)
    {
        if (!Fields.TryGetValue(given.Kind, out var fields)) { faults.Add(($"{path}.kind", $"{path}.kind must be one of {string.Join(", ", Fields.Keys)}.")); }
        else
        {
            foreach (var (field, fault) in Cells(given).Select(cell => (cell.Field, Fault(given.Kind, cell.Field, cell.Text.Trim(), fields))))
            {
                if (fault is not null) { faults.Add(($"{path}.{field}", $"{path}.{field} {fault}")); }
            }
        }

        return new SendAttachment
        {
            Kind = given.Kind, PictureId = Guid.TryParse(given.PictureId, out var picture) ? picture : null, Title = Said(given.Title), Url = Said(given.Url), Description = Said(given.Description),
            PictureUrl = Said(given.PictureUrl), AppId = Said(given.AppId), Page = Said(given.Page),
        };
    }

    private static IEnumerable<(string Field, string Text)> Cells(Wire.Attachment given) =>
    [
        ("picture_id", given.PictureId), ("title", given.Title), ("url", given.Url), ("description", given.Description), ("picture_url", given.PictureUrl), ("app_id", given.AppId), ("page", given.Page),
    ];

    private static string? Fault(string kind, string field, string text, (string[] Needs, string[] May) fields) =>
        text.Length == 0 ? (fields.Needs.Contains(field) ? $"is needed for {kind}." : null)
        : !fields.Needs.Contains(field) && !fields.May.Contains(field) ? $"does not belong to {kind}."
        : text.Any(char.IsControl) ? "must not have control characters or line breaks."
        : field switch
        {
            "picture_id" => Guid.TryParse(text, out var id) && id != Guid.Empty ? null : "must be a UUID.",
            "title" => Within(text, kind == AttachmentKind.MiniProgram ? MaxMiniProgramTitle : MaxLinkTitle),
            "description" => Within(text, MaxDescription),
            "page" => Within(text, MaxPage),
            "app_id" => AppId().IsMatch(text) ? null : "must be wx and 16 letters or digits.",
            _ => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? Within(text, MaxUrl) : "must be an address that begins with http:// or https://.",
        };

    private static string? Said(string text) => text.Trim() is { Length: > 0 } said ? said : null;

    private static string? Within(string text, int most) => Encoding.UTF8.GetByteCount(text) <= most ? null : $"must have at most {most} bytes of UTF-8.";

    [GeneratedRegex("^wx[0-9A-Za-z]{16}$")]
    private static partial Regex AppId();

    private sealed class Column : SqlMapper.TypeHandler<IReadOnlyList<SendAttachment>>
    {
        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<SendAttachment>? value)
        {
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
            parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value);
        }

        public override IReadOnlyList<SendAttachment> Parse(object value) => value is "[]" ? [] : JsonSerializer.Deserialize<List<SendAttachment>>((string)value) ?? [];
    }
}
