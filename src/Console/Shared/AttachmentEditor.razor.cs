using Google.Protobuf;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Shared;

/// <summary>What goes along with a text: pictures, link cards, mini-programs, added and taken away.</summary>
public sealed partial class AttachmentEditor
{
    private const string Image = "image";
    private const string Link = "link";
    private const string MiniProgram = "mini-program";
    private const long MostBytes = 2 * 1024 * 1024;

    private string _kind = "";
    private string _title = "";
    private string _url = "";
    private string _description = "";
    private string _pictureUrl = "";
    private string _appId = "";
    private string _page = "";
    private string _cover = "";
    private bool _uploading;
    private IReadOnlyList<string> _faults = [];
    private Failure? _failure;

    [Inject] private PictureService.PictureServiceClient Pictures { get; set; } = default!;

    /// <summary>Whose; empty: the agency's.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>As they are.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    /// <summary>They are others now.</summary>
    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<Attachment>> AttachmentsChanged { get; set; }

    private Task RemoveAsync(Attachment gone) => AttachmentsChanged.InvokeAsync([.. Attachments.Where(one => !ReferenceEquals(one, gone))]);

    /// <summary>Opens the form of a kind, empty; of the kind that is open: closes it.</summary>
    private void Begin(string kind)
    {
        _kind = _kind == kind ? "" : kind;
        (_title, _url, _description, _pictureUrl, _appId, _page, _cover) = ("", "", "", "", "", "", "");
        (_faults, _failure) = ([], null);
    }

    private async Task AddPictureAsync(InputFileChangeEventArgs chosen)
    {
        if (await UploadAsync(chosen.File) is { } id && Attachments.All(one => one.Kind != Image || one.PictureId != id)) { await AttachmentsChanged.InvokeAsync([.. Attachments, new Attachment { Kind = Image, PictureId = id }]); }
    }

    private async Task CoverAsync(InputFileChangeEventArgs chosen) => _cover = await UploadAsync(chosen.File) ?? _cover;

    private async Task AddAsync()
    {
        var made = new Attachment { Kind = _kind, Title = _title.Trim(), Url = _url.Trim(), Description = _description.Trim(), PictureUrl = _pictureUrl.Trim(), AppId = _appId.Trim(), Page = _page.Trim(), PictureId = _cover };
        var faults = new List<(string Field, string Message)>();
        ServiceDefaults.Outbound.Attachments.Read([made], "", faults);
        _faults = [.. faults.Select(fault => T.AttachmentFault(fault.Field[(fault.Field.LastIndexOf('.') + 1)..]))];
        if (faults.Count > 0) { return; }

        Begin(_kind);
        await AttachmentsChanged.InvokeAsync([.. Attachments, made]);
    }

    /// <returns>The picture's id; null: it is none, which is said.</returns>
    private async Task<string?> UploadAsync(IBrowserFile file)
    {
        (_failure, _faults) = (null, []);
        if (file.Size > MostBytes)
        {
            _faults = [T.PictureTooLarge];
            return null;
        }

        _uploading = true;
        string? id = null;
        _failure = await TryAsync(Services.Channels, async () =>
        {
            await using var stream = file.OpenReadStream(MostBytes, Gone);
            var content = await ByteString.FromStreamAsync(stream, Gone);
            id = (await Pictures.PutPictureAsync(new PutPictureRequest { BrandId = Brand, Agency = Brand.Length == 0, Content = content }, cancellationToken: Gone)).PictureId;
        });
        _uploading = false;
        return id;
    }
}
