using Steward.Console.Language;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.SignIn;

/// <summary>Who sits before the browser.</summary>
/// <param name="Caller">On whose behalf services are called.</param>
/// <param name="Name">How colleagues call this person.</param>
public sealed record Person(Caller Caller, string Name)
{
    /// <summary>The operator id.</summary>
    public string OperatorId => Caller.Actor;

    /// <summary>What this person may do.</summary>
    public Role Role => Caller.Role;

    /// <summary>Whether this person leads: assigns groups, decides cases.</summary>
    public bool Leads => Role is Role.Lead or Role.Manager or Role.Admin;
}

/// <summary>What one scope (an HTTP request, or the circuit of one browser tab) knows of its user.</summary>
internal sealed class Session
{
    /// <summary>Who is signed in; null on the sign-in page.</summary>
    public Person? Person { get; set; }

    /// <summary>The language of everything shown.</summary>
    public UiLanguage Language { get; set; } = UiLanguage.Chinese;
}
