using Microsoft.AspNetCore.Localization;
using Steward.Console.SignIn;
using Steward.ServiceDefaults;

namespace Steward.Console.Language;

/// <summary>Chinese unless the user's cookie says English; one click switches.</summary>
internal static class LanguageSetup
{
    public static void AddLanguage(this WebApplicationBuilder builder) =>
        builder.Services.AddScoped(provider => new Texts(provider.GetRequiredService<Session>().Language));

    public static void UseLanguage(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.SetDefaultCulture(UiLanguage.Chinese.Tag).AddSupportedCultures(UiLanguage.Chinese.Tag, UiLanguage.English.Tag).AddSupportedUICultures(UiLanguage.Chinese.Tag, UiLanguage.English.Tag);
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    });

    /// <summary>The link that switches to a language and comes back.</summary>
    public static string SwitchAddress(UiLanguage to, string back) => $"/language?to={to.Tag}&returnUrl={Uri.EscapeDataString(back)}";

    public static void MapLanguageSwitch(this WebApplication app) => app.MapGet("/language", (HttpContext context, string? to, string? returnUrl) =>
    {
        var language = to == UiLanguage.English.Tag ? UiLanguage.English : UiLanguage.Chinese;
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language.Tag)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect(ReturnAddress.Local(returnUrl));
    }).ForAnyone();
}
