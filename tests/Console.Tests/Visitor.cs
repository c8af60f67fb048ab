using System.Text;
using Microsoft.Playwright;

namespace Steward.Console.Tests;

/// <summary>One browser window, and what its console complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => { if (message.Type == "error") { _complaints.Add(message.Text); } };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors in the browser's console so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>Opens a page and signs in on the way.</summary>
    public async Task SignInAsync(string login, string password = ConsoleBench.Password, string path = "/")
    {
        await Page.GotoAsync(path);
        await Find("login-user").FillAsync(login);
        await Find("login-password").FillAsync(password);
        await Find("login-submit").ClickAsync();
    }

    /// <summary>Waits until the page hears keys: that is a moment after it shows something, and a key before it is nobody's.</summary>
    public Task ListeningAsync() => Assertions.Expect(Page.Locator("html[data-listening]")).ToHaveCountAsync(1);

    /// <summary>Chooses a text file, as soon as its box takes one.</summary>
    public async Task ChooseAsync(string testId, string name, string content)
    {
        await Assertions.Expect(Find(testId)).ToBeEnabledAsync();
        await Find(testId).SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
