using System.Net;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.SignIn;

[Collection(BenchCollection.Name)]
public sealed class LoginPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_wrong_password_is_refused_in_words_and_the_right_one_leads_back_to_the_page_asked_for()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, "wrong password", "/groups");
        await Expect(visitor.Find("login-error")).ToContainTextAsync("账号或密码错误");

        await visitor.Find("login-user").FillAsync(community.Login);
        await visitor.Find("login-password").FillAsync(ConsoleBench.Password);
        await visitor.Find("login-submit").ClickAsync();
        await Expect(visitor.Find("operator-name")).ToHaveTextAsync("李小雨");
        Assert.EndsWith("/groups", visitor.Page.Url, StringComparison.Ordinal);
        await Expect(visitor.Find("group-row")).ToContainTextAsync("人民广场店 1 群");

        await visitor.Find("logout").ClickAsync();
        await Expect(visitor.Find("login-user")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/groups");
        await Expect(visitor.Find("login-user")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ten_wrong_passwords_close_the_login_and_the_page_says_so()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, "wrong password");
        for (var wrong = 1; wrong < 10; wrong++)
        {
            await Expect(visitor.Find("login-error")).ToContainTextAsync("账号或密码错误");
            await visitor.Find("login-password").FillAsync("wrong password");
            await visitor.Find("login-submit").ClickAsync();
        }

        await Expect(visitor.Find("login-error")).ToContainTextAsync("账号或密码错误");
        await visitor.Find("login-password").FillAsync(ConsoleBench.Password);
        await visitor.Find("login-submit").ClickAsync();
        await Expect(visitor.Find("login-error")).ToContainTextAsync("锁定");
    }

    [Fact]
    public async Task Nobody_gets_a_page_a_circuit_or_a_sign_out_without_a_cookie()
    {
        using var page = await bench.Http.GetAsync(new Uri("/cases", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Contains("/login?returnUrl=%2Fcases", page.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var circuit = await bench.Http.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);

        using var forged = await bench.Http.PostAsync(new Uri("/logout", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task What_pages_are_made_of_is_served_to_anyone()
    {
        foreach (var asset in (string[])["/_framework/blazor.web.js", "/console.css", "/console.js", "/_content/Radzen.Blazor/css/standard-base.css", "/health/live"])
        {
            using var answer = await bench.Http.GetAsync(new Uri(asset, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{asset}: {answer.StatusCode}");
        }
    }
}
