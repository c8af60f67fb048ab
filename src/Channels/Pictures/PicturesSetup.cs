using Steward.ServiceDefaults.Outbound;

namespace Steward.Channels.Pictures;

internal static class PicturesSetup
{
    /// <summary>Pictures that may go out, and what the ledger keeps of what goes along with a text.</summary>
    public static void AddPictures(this WebApplicationBuilder builder)
    {
        Attachments.RegisterColumn();
        builder.Services.AddSingleton<PutPicture>().AddSingleton<FindPictures>().AddSingleton<UploadPictures>();
    }
}
