using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Steward.Console.Language;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.SignIn;

/// <summary>Cookie sign-in for people, in place of the services' tokens.</summary>
internal static class SignInSetup
{
    /// <summary>Before anybody is signed in, calls carry somebody who may do nothing. The sign-in page alone speaks as the service.</summary>
    private static readonly Caller Nobody = new("console:nobody", Role.Brand, []);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Session>();
        builder.Services.AddScoped(_ => new CallerContext { Current = Nobody });
        builder.Services.AddScoped<CircuitHandler, PersonOfCircuit>();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "steward-console";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.SlidingExpiration = true;
            options.LoginPath = "/login";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnRedirectToLogin = context =>
            {
                // A page goes to the sign-in; a circuit's own requests can follow no redirect.
                if (context.Request.Path.StartsWithSegments("/_blazor")) { context.Response.StatusCode = StatusCodes.Status401Unauthorized; }
                else { context.Response.Redirect(context.RedirectUri); }

                return Task.CompletedTask;
            };
        });
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "steward-antiforgery");

        var keys = builder.Services.AddDataProtection().SetApplicationName("Steward.Console");
        if (builder.Configuration["Console:KeyFolder"] is { Length: > 0 } folder)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }
        else if (builder.Configuration.GetConnectionString("redis") is { Length: > 0 } redis)
        {
            builder.Services.AddSingleton(_ => new RedisKeys(redis));
            builder.Services.AddOptions<KeyManagementOptions>().Configure<RedisKeys>((options, repository) => options.XmlRepository = repository);
        }
    }

    /// <summary>Tells the scope of a request who its user is, as <see cref="PersonOfCircuit"/> does for circuits.</summary>
    public static void UseSignIn(this WebApplication app) => app.Use((context, next) =>
    {
        var session = context.RequestServices.GetRequiredService<Session>();
        session.Language = UiLanguage.Of(System.Globalization.CultureInfo.CurrentUICulture);
        session.Person = PersonCookie.Read(context.User);
        if (session.Person is { } person) { context.RequestServices.GetRequiredService<CallerContext>().Current = person.Caller; }

        return next(context);
    });

    public static void MapSignOut(this WebApplication app) => app.MapPost("/logout", async (HttpContext context, IAntiforgery antiforgery) =>
    {
        if (!await antiforgery.IsRequestValidAsync(context)) { return Results.BadRequest(); }

        await context.SignOutAsync();
        return Results.LocalRedirect("/login");
    }).ForAnyone();
}
