using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;

namespace Steward.Console.Shared;

/// <summary>A policy of a brand that is or was in force.</summary>
/// <param name="Version">0: the built-in one.</param>
/// <param name="Policy">What it says.</param>
/// <param name="SetAt">When it was put in force; null: it is the built-in one.</param>
/// <param name="SetBy">By whom.</param>
public sealed record KeptPolicy<TPolicy>(int Version, TPolicy Policy, Timestamp? SetAt, string SetBy);

/// <summary>A brand's policy as a form: what is in force, every version so far, and a later writer who is told that a colleague was there first.</summary>
public abstract class PolicyPart<TPolicy> : ConsolePart
    where TPolicy : class
{
    // Each service has its own code for what was changed since it was read.
    private static readonly string[] ChangedSince = ["MOD-181", "STF-031", "STF-046", "STF-072", "CNT-025"];

    /// <summary>Whose policy.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>Which service keeps it.</summary>
    protected virtual string Service => Services.Moderation;

    private protected bool Leads => Person?.Leads == true;

    private protected bool Loaded { get; private set; }

    /// <summary>The version that the form was filled from.</summary>
    private protected int Version { get; private set; }

    private protected IReadOnlyList<KeptPolicy<TPolicy>> Versions { get; private set; } = [];

    /// <summary>What a colleague has put in force since; null: nobody has, or nobody asked.</summary>
    private protected KeptPolicy<TPolicy>? Theirs { get; private set; }

    private protected Failure? Failure { get; private set; }

    private protected string Said { get; private set; } = "";

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    /// <summary>The policy in force.</summary>
    protected abstract Task<KeptPolicy<TPolicy>> ReadAsync();

    /// <summary>The brand's own policies, newest first.</summary>
    protected abstract Task<IReadOnlyList<KeptPolicy<TPolicy>>> ReadAllAsync();

    /// <summary>Puts a policy in force in the place of the version that is expected there, and answers the new version.</summary>
    protected abstract Task<int> PutAsync(TPolicy policy, int expected);

    /// <summary>Fills the form.</summary>
    protected abstract void Fill(TPolicy policy);

    private protected async Task LoadAsync() => Failure = await TryAsync(Service, async () =>
    {
        var now = await ReadAsync();
        Versions = await ReadAllAsync();
        Fill(now.Policy);
        (Version, Theirs, Loaded) = (now.Version, null, true);
    });

    private protected void TakeIntoForm(KeptPolicy<TPolicy> row)
    {
        Fill(row.Policy);
        Said = T.TakenIntoForm(row.Version);
    }

    /// <summary>Puts the form in force; what a colleague did meanwhile is shown, and the form stays as it is.</summary>
    /// <returns>What else the service refuses.</returns>
    private protected async Task<Failure?> SaveAsync(TPolicy policy)
    {
        (Said, Theirs, Failure) = ("", null, null);
        var version = 0;
        var failure = await TryAsync(Service, async () => version = await PutAsync(policy, Version));
        if (ChangedSince.Contains(failure?.Problem.Code))
        {
            Failure = await TryAsync(Service, async () => Theirs = await ReadAsync());
            return null;
        }

        if (failure is not null) { return failure; }

        await LoadAsync();
        Said = T.PolicyInForce(version);
        return null;
    }

    private protected Task TakeTheirsAsync() => LoadAsync();

    /// <summary>The form was read against what the colleague wrote: it may take its place.</summary>
    private protected void KeepMine() => (Version, Theirs) = (Theirs!.Version, null);

    private protected void Tell(Failure? failure) => Failure = failure;
}
