using System.Globalization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Steward.Console.Language;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.SignIn;

/// <summary>Tells a new circuit, which has a scope of its own, who its user is, before the first component of it exists.</summary>
internal sealed class PersonOfCircuit(AuthenticationStateProvider authentication, Session session, CallerContext context) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // The circuit's culture is that of the request which opened it.
        session.Language = UiLanguage.Of(CultureInfo.CurrentUICulture);
        session.Person = PersonCookie.Read((await authentication.GetAuthenticationStateAsync()).User);
        if (session.Person is { } person) { context.Current = person.Caller; }
    }
}
