using Steward.WeCom.Simulator.Api;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Media;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>Checks what goes along with a broadcast or a welcome.</summary>
internal sealed class Attachments(MediaLibrary media)
{
    private const int Most = 9;

    /// <summary>Leaves the first refusal in <paramref name="fields"/>.</summary>
    /// <returns>How many there are.</returns>
    public int Check(Corp corp, RequestFields fields)
    {
        var attachments = fields.Objects("attachments", Most);
        foreach (var attachment in attachments)
        {
            CheckOne(corp, attachment);
            fields.Adopt(attachment);
        }

        return attachments.Count;
    }

    private void CheckOne(Corp corp, RequestFields attachment)
    {
        var type = attachment.Text("msgtype", true);
        if (type is not ("image" or "link" or "miniprogram" or "video" or "file"))
        {
            attachment.Refuse(WeComReply.BadParameter("msgtype of an attachment must be image, link, miniprogram, video or file"));
            return;
        }

        var content = attachment.Inside(type);
        if (content is null)
        {
            attachment.Refuse(WeComReply.BadParameter($"{type} missing"));
            return;
        }

        switch (type)
        {
            case "link":
                content.Text("title", true, 128);
                content.Text("picurl", false, 2048);
                content.Text("desc", false, 512);
                content.Text("url", true, 2048);
                break;
            case "miniprogram":
                content.Text("title", true, 64);
                content.Text("appid", true, 128);
                content.Text("page", true, 1024);
                Media(corp, content, "pic_media_id", "image");
                break;
            case "image" when content.Text("pic_url", false, 2048).Length > 0:
                break;
            default:
                Media(corp, content, "media_id", type);
                break;
        }

        attachment.Adopt(content);
    }

    private void Media(Corp corp, RequestFields content, string name, string type)
    {
        var id = content.Text(name, true);
        if (!media.IsFresh(corp, id, type))
        {
            content.Refuse(WeComReply.Refuse(WeComCodes.BadMediaId));
        }
    }
}
