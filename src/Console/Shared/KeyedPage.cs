using Microsoft.JSInterop;

namespace Steward.Console.Shared;

/// <summary>A page that is worked by keys as well: what the browser caught outside of text boxes comes here, by the names that <c>console.js</c> has for keys.</summary>
public abstract class KeyedPage : FilteredPage
{
    private DotNetObjectReference<KeyedPage>? _keys;

    /// <summary>A key that the browser caught.</summary>
    [JSInvokable]
    public async Task OnKeyAsync(string key)
    {
        await PressAsync(key);
        StateHasChanged();
    }

    /// <summary>Does what a key stands for on this page; others are nothing to it.</summary>
    protected abstract Task PressAsync(string key);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) { return; }

        _keys = DotNetObjectReference.Create(this);
        await Browser.ListenForKeysAsync(_keys);
    }

    /// <inheritdoc />
    protected override void OnGone()
    {
        base.OnGone();
        _ = Browser.IgnoreKeysAsync();
        _keys?.Dispose();
    }
}
