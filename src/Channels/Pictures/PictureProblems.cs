using Steward.Kernel;

namespace Steward.Channels.Pictures;

/// <summary>What can be wrong with a request about a picture.</summary>
internal static class PictureProblems
{
    public static Problem Unknown(Guid picture) => new("CHN-061", ProblemKind.NotFound, $"There is no picture {picture} that this brand may send.", "picture_id");

    public static Problem Wrong { get; } = Problem.InvalidField("CHN-062", "content", $"content must be a picture in JPEG or PNG of at most {Picture.MostBytes / 1024 / 1024} MB.");

    public static Problem Full { get; } = new("CHN-063", ProblemKind.Exhausted, $"{PutPicture.Most} pictures are kept of a brand, and this one has them; use one that is there.", "content");

    public static Problem AgencyForbidden { get; } = new("CHN-064", ProblemKind.Forbidden, "The agency's pictures hold for all brands; only services add to them, and administrators who see all brands or are agency-wide.", "agency");

    public static Problem WrongScope { get; } = Problem.InvalidField("CHN-065", "brand_id", "brand_id names a brand, and the request names the agency; it can be one of them.");
}
