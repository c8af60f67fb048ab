using Steward.Contracts.Channels.V1;
using Steward.Kernel;
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

    /// <summary>What is wrong with the cell of attachments in a file, by its path.</summary>
    private string FileAttachmentFault(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "picture_id" => Of("没有这张图片：先在任一条目里“加图片”，或用 platformctl kb picture 上传。", "There is no such picture: add it to an entry, or by platformctl kb picture."),
        "kind" => Of("附件种类须为 image、link 或 mini-program。", "A kind is image, link or mini-program."),
        var field when path.Contains('.', StringComparison.Ordinal) => Of($"附件有误：{AttachmentFault(field)}，其他种类的字段请留空。", $"{AttachmentFault(field)}; leave fields of other kinds empty."),
        _ => Of($"附件须为 JSON 列表，最多 {Limits.Most} 个，如 [{{\"kind\":\"link\",\"title\":\"尺码表\",\"url\":\"https://…\"}}]。", $"Attachments are a JSON list of at most {Limits.Most}, such as [{{\"kind\":\"link\",\"title\":\"Sizes\",\"url\":\"https://…\"}}]."),
    };

    /// <summary>Words of problems with what goes along.</summary>
    private string? AttachmentFailure(Problem problem) => problem.Code switch
    {
        "CHN-061" => Of("图片不存在，请重新上传。", "The picture is not there: upload it again."),
        "CHN-062" => Of("只能用 2 MB 以内的 JPG 或 PNG 图片，请转换或压缩后再传。", "A picture is a JPEG or PNG of at most 2 MB: convert it, or make it smaller."),
        "CHN-063" => Of("图片已存满，请改用已有的图片。", "No more pictures are kept; use one that is there."),
        "CHN-064" => Of("公司的图片对全部品牌生效，由有“公司级”权限的管理员添加。", "The agency's pictures hold for all brands; administrators who are agency-wide add them."),
        "CNT-038" => Of("暂时无法确认图片是否存在，没有保存，请稍后再试。", "Whether the pictures are there cannot be looked up right now. Nothing was stored; try again."),
        "STF-075" => Of($"附件有误：{AttachmentFault((problem.Field ?? "")[((problem.Field ?? "").LastIndexOf('.') + 1)..])}。", $"Please correct: {problem.Message}"),
        _ => null,
    };

    /// <summary>One in a line.</summary>
    public string AttachmentLine(Attachment one) => string.Join(' ', new[] { AttachmentKindName(one.Kind), one.Title, one.Url, one.AppId, one.Page, one.PictureId.Length > 8 ? one.PictureId[..8] : one.PictureId }.Where(part => part.Length > 0));

    /// <summary>Several, shortly.</summary>
    public string AttachmentsInShort(IEnumerable<Attachment> some) => List(some.Select(one => one.Title.Length > 0 ? Told(AttachmentKindName(one.Kind), one.Title) : AttachmentKindName(one.Kind)));
}
