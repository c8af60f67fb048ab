using Microsoft.AspNetCore.Components;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Shared;

/// <summary>What a message says and shows: its words, its pictures, and what became of files that are not here.</summary>
public sealed partial class MessageBody
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Files as they were when they were last looked at: those that waited, or that somebody asked for here.</summary>
    private readonly Dictionary<int, Media> _seen = [];
    private int _asked;
    private bool _watches;
    private Failure? _failure;

    [Inject] private MessageService.MessageServiceClient Messages { get; set; } = default!;

    /// <summary>Whose message.</summary>
    [Parameter, EditorRequired] public string BrandId { get; set; } = "";

    /// <summary>The message.</summary>
    [Parameter, EditorRequired] public Message Message { get; set; } = default!;

    private IEnumerable<Media> Files => Message.Media.Select(file => _seen.GetValueOrDefault(file.Part, file));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_watches || Waiting.Length == 0) { return; }

        _watches = true;
        Repeat(Look, LookAsync);
    }

    private Media[] Waiting => [.. Files.Where(file => file.State == "waiting")];

    private async Task LookAsync()
    {
        foreach (var file in Waiting)
        {
            _failure = await TryAsync(Services.Channels, async () =>
                _seen[file.Part] = (await Messages.GetMediaAsync(new GetMediaRequest { BrandId = BrandId, MessageId = Message.MessageId, Part = file.Part }, cancellationToken: Gone)).Media);
            StateHasChanged();
        }
    }

    private async Task FetchAsync(int part)
    {
        _asked = part;
        _failure = await TryAsync(Services.Channels, async () =>
            _seen[part] = (await Messages.FetchMediaAsync(new FetchMediaRequest { BrandId = BrandId, MessageId = Message.MessageId, Part = part }, cancellationToken: Gone)).Media);
        OnParametersSet();
    }
}
