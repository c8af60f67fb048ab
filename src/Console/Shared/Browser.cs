using Microsoft.JSInterop;

namespace Steward.Console.Shared;

/// <summary>The few things that only the browser can do.</summary>
internal sealed class Browser(IJSRuntime js)
{
    /// <summary>Saves bytes as a file of the user's.</summary>
    public async Task DownloadAsync(string name, byte[] content)
    {
        using var stream = new DotNetStreamReference(new MemoryStream(content));
        await js.InvokeVoidAsync("steward.download", name, stream);
    }

    /// <summary>Scrolls the first match inside its box into view.</summary>
    public ValueTask RevealAsync(string selector) => js.InvokeVoidAsync("steward.reveal", selector);

    /// <summary>Puts the keyboard on the first match.</summary>
    public Task FocusAsync(string selector) => js.InvokeVoidAsync("steward.focus", selector).AsTask();

    /// <summary>Copies a text to the clipboard; false when the browser refuses.</summary>
    public ValueTask<bool> CopyAsync(string text) => js.InvokeAsync<bool>("steward.copy", text);

    /// <summary>Sends a page's keys to a receiver until it is taken away.</summary>
    public ValueTask ListenForKeysAsync<T>(DotNetObjectReference<T> receiver) where T : class => js.InvokeVoidAsync("steward.keys", receiver);

    /// <summary>Ends that.</summary>
    public async Task IgnoreKeysAsync()
    {
        try
        {
            await js.InvokeVoidAsync("steward.keys", null);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its keys with it.
        }
    }
}
