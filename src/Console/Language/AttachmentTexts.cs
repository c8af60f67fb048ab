using Steward.Contracts.Channels.V1;
using Limits = Steward.ServiceDefaults.Outbound.Attachments;

namespace Steward.Console.Language;

/// <summary>Words of what goes along with a text.</summary>
internal sealed partial class Texts
{
    public string AttachmentsLabel => Of("附件", "Attachments");
    public string AttachmentsHint => Of("图片、链接、小程序跟在文字后面一起发出。Telegram 没有微信小程序，会改发备用链接。", "Pictures, links and mini-programs go out below the text. Telegram has no mini-programs: there the link goes out in its place.");
    public string AttachPicture => Of("加图片", "Add a picture");
    public string AttachLink => Of("加链接", "Add a link");
    public string AttachMiniProgram => Of("加小程序", "Add a mini-program");
    public string AttachmentTitle => Of("标题", "Title");
    public string AttachmentDescription => Of("简介（可不填）", "Description (optional)");
    public string LinkAddress => Of("链接地址", "Address");
    public string LinkPicture => Of("卡片图片地址（可不填）", "Address of the card’s picture (optional)");
    public string MiniProgramAppId => Of("小程序 AppID", "AppID");
    public string PageHint => Of("如 /pages/index", "such as /pages/index");
    public string AddressHint => Of("以 https:// 开头", "begins with https://");
    public string MiniProgramPage => Of("页面路径", "Page");
    public string MiniProgramCover => Of("选择封面", "Choose a cover");
    public string MiniProgramElsewhere => Of("备用链接（可不填，没有小程序的渠道用）", "Link in its place (optional, for channels without mini-programs)");
    public string AddAttachment => Of("加入", "Add");
    public string RemoveAttachment => Of("去掉", "Remove");
    public string Uploading => Of("正在上传", "Uploading");
    public string PictureTooLarge => Of("图片不能超过 2 MB，请压缩后再传", "a picture has at most 2 MB: make it smaller");

    public string AttachmentKindName(string kind) => kind switch
    {
        "image" => Of("图片", "Picture"),
        "link" => Of("链接", "Link"),
        _ => Of("小程序", "Mini-program"),
    };

    /// <summary>What is wrong with a field of one.</summary>
    public string AttachmentFault(string field) => field switch
    {
        "title" => Of($"标题要填：链接最多 {Limits.MaxLinkTitle} 字节（约 {Limits.MaxLinkTitle / 3} 个汉字），小程序最多 {Limits.MaxMiniProgramTitle} 字节", $"A title is needed: of a link at most {Limits.MaxLinkTitle} bytes, of a mini-program {Limits.MaxMiniProgramTitle}"),
        "url" or "picture_url" => Of("地址要以 http:// 或 https:// 开头", "An address begins with http:// or https://"),
        "app_id" => Of("AppID 是 wx 加 16 位字母或数字，在小程序后台可查", "An AppID is wx and 16 letters or digits; the mini-program’s admin page shows it"),
        "page" => Of("要填页面路径，例如 /pages/index", "A page is needed, such as /pages/index"),
        "description" => Of($"简介最多 {Limits.MaxDescription} 字节（约 {Limits.MaxDescription / 3} 个汉字）", $"A description has at most {Limits.MaxDescription} bytes"),
        _ => Of("请选择封面图片", "Choose a cover"),
    };

    /// <summary>One in a line.</summary>
    public string AttachmentLine(Attachment one) => string.Join(' ', new[] { AttachmentKindName(one.Kind), one.Title, one.Url, one.AppId, one.Page, one.PictureId.Length > 8 ? one.PictureId[..8] : one.PictureId }.Where(part => part.Length > 0));

    /// <summary>Several, shortly.</summary>
    public string AttachmentsInShort(IEnumerable<Attachment> some) => List(some.Select(one => one.Title.Length > 0 ? Told(AttachmentKindName(one.Kind), one.Title) : AttachmentKindName(one.Kind)));
}
