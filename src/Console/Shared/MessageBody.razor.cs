using Microsoft.AspNetCore.Components;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Shared;

/// <summary>What a message says and shows: its words, its pictures, and what became of files that are not here.</summary>
public sealed partial class MessageBody
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Files that somebody asked for here, as they are now.</summary>
    private readonly Dictionary<int, Media> _fetched = [];
    private int _asked;
    private bool _watches;
    private Failure? _failure;

    [Inject] private MessageService.MessageServiceClient Messages { get; set; } = default!;

    /// <summary>Whose message.</summary>
    [Parameter, EditorRequired] public string BrandId { get; set; } = "";

    /// <summary>The message.</summary>
    [Parameter, EditorRequired] public Message Message { get; set; } = default!;

    private IEnumerable<Media> Files => Message.Media.Select(file => _fetched.GetValueOrDefault(file.Part, file));

    private async Task FetchAsync(int part)
    {
        _asked = part;
        _failure = await TryAsync(Services.Channels, () => AskAsync(part));
        if (_watches || _failure is not null) { return; }

        _watches = true;
        Repeat(Look, async () =>
        {
            foreach (var waiting in _fetched.Values.Where(file => file.State == "waiting").ToArray()) { _failure = await TryAsync(Services.Channels, () => AskAsync(waiting.Part)); }

            StateHasChanged();
        });
    }

    /// <summary>Asking for a file that is on its way only tells how it is.</summary>
    private async Task AskAsync(int part) =>
        _fetched[part] = (await Messages.FetchMediaAsync(new FetchMediaRequest { BrandId = BrandId, MessageId = Message.MessageId, Part = part }, cancellationToken: Gone)).Media;
}
