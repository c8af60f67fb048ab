using System.Text.Json.Serialization;

namespace Steward.Contracts.Events.Channels;

/// <summary>What goes into a group beside a text. Which fields a kind has is said with <see cref="AttachmentKind"/>; the others are null.</summary>
public sealed record SendAttachment
{
    /// <summary>One of <see cref="AttachmentKind"/>'s names.</summary>
    public required string Kind { get; init; }

    /// <summary>A picture that Channels keeps, the brand's or the agency's: of an image itself, of a mini-program its cover.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? PictureId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>Absolute, http or https.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>A public address of a picture, absolute.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PictureUrl { get; init; }

    /// <summary>Of the mini-program, as WeChat names it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AppId { get; init; }

    /// <summary>Where the mini-program opens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Page { get; init; }
}

/// <summary>The kinds of attachments, in their wire spelling.</summary>
public static class AttachmentKind
{
    /// <summary>A picture: <see cref="SendAttachment.PictureId"/>.</summary>
    public const string Image = "image";

    /// <summary>A card that leads to a site: Title, Url, and if wanted Description and PictureUrl.</summary>
    public const string Link = "link";

    /// <summary>A card that opens a WeChat mini-program: Title, AppId, Page, PictureId, and if wanted the Url that stands in its place on channels without mini-programs.</summary>
    public const string MiniProgram = "mini-program";
}
