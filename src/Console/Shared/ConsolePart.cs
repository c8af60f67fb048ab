using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Language;
using Steward.Console.SignIn;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Words;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Console.Shared;

/// <summary>A service call that did not work out, as a page shows it.</summary>
/// <param name="Service">The called service's name in discovery.</param>
/// <param name="Problem">What it said, or that it did not answer.</param>
public sealed record Failure(string Service, Problem Problem);

/// <summary>What pages and their parts have in common: texts, the person, calls whose failure is shown instead of thrown, and an end.</summary>
public abstract class ConsolePart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>A part that nothing is shown of yet.</summary>
    protected ConsolePart() => Gone = _gone.Token;

    [Inject] private Session Session { get; set; } = default!;

    [Inject] internal Texts T { get; set; } = default!;

    [Inject] internal TimeProvider Clock { get; set; } = default!;

    [Inject] internal BrandBook Brands { get; set; } = default!;

    [Inject] internal NameBook Names { get; set; } = default!;

    [Inject] internal PeopleBook People { get; set; } = default!;

    [Inject] internal Browser Browser { get; set; } = default!;

    /// <summary>Who uses this page.</summary>
    protected Person? Person => Session.Person;

    /// <summary>Cancelled when the component goes.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>The brands that a choice stands for: the chosen one, or with none all of this person's.</summary>
    private protected IReadOnlyList<string> BrandsOf(string chosen) =>
        chosen.Length > 0 ? [chosen] : Brands.All.Count > 0 ? [.. Brands.All.Select(brand => brand.BrandId)] : [.. Person?.Caller.Brands?.Select(brand => brand.ToString()) ?? []];

    /// <summary>What to show when it is not known which brands there are, because Members does not answer; else null.</summary>
    private protected Failure? BrandsMissing(string chosen) =>
        BrandsOf(chosen).Count > 0 ? null : new Failure(Services.Members, new Problem("RPC-Unavailable", ProblemKind.Unavailable, "The brands could not be read."));

    /// <summary>Runs calls to a service; null when they went well, else what to show.</summary>
    protected async Task<Failure?> TryAsync(string service, Func<Task> calls)
    {
        // Work that an event of the broker set off comes without the circuit's culture.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Session.Language.Culture;
        try
        {
            await calls();
            return null;
        }
        catch (RpcException exception)
        {
            return Gone.IsCancellationRequested ? null : new Failure(service, exception.ToProblem());
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Does what came from outside the circuit: inside it, and with its errors shown like those of a click.</summary>
    protected async Task RunAsync(Func<Task> work)
    {
        try
        {
            await InvokeAsync(work);
        }
        catch (ObjectDisposedException) when (Gone.IsCancellationRequested)
        {
            // The circuit ended meanwhile.
        }
        catch (Exception exception) when (!Gone.IsCancellationRequested)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    /// <summary>Does something again and again until the component goes.</summary>
    protected void Repeat(TimeSpan period, Func<Task> work) => _ = RepeatAsync(period, work);

    /// <summary>The moment as this page shows it, in the brand's zone.</summary>
    protected string Moment(Google.Protobuf.WellKnownTypes.Timestamp? at, string brandId) =>
        at is null ? "–" : Moments.Short(at.ToDateTimeOffset(), Brands.ZoneOf(brandId), Clock.GetUtcNow());

    /// <summary>The moment in full, for a tooltip.</summary>
    protected string FullMoment(Google.Protobuf.WellKnownTypes.Timestamp? at, string brandId) => at is null ? "" : Moments.Full(at.ToDateTimeOffset(), Brands.ZoneOf(brandId));

    /// <summary>Why something is as it is, in this page's language; without a code that is known here in the words that came with it.</summary>
    protected string Why(Reason? why, string text, string brandId) => Words(brandId).Of(why, text);

    /// <summary>The words of codes, with moments in the brand's zone and colleagues by their names.</summary>
    protected ReasonWords Words(string brandId) => T.Words(at => Moments.Short(at, Brands.ZoneOf(brandId), Clock.GetUtcNow()), People.NameOf);

    /// <summary>What a component lets go of at its end.</summary>
    protected virtual void OnGone()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _gone.Cancel();
        OnGone();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RepeatAsync(TimeSpan period, Func<Task> work)
    {
        using var timer = new PeriodicTimer(period, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Gone)) { await RunAsync(work); }
        }
        catch (OperationCanceledException)
        {
            // The component is gone.
        }
    }
}
