using System.Text;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules.Versions;

/// <summary>Writes a draft: a new version, or with a version an existing draft anew.</summary>
/// <param name="Version">0: a new one.</param>
internal sealed record SaveDraft(RuleScope Scope, int Version, RuleSet Rules, int BasedOn, string Reason, string By)
{
    /// <summary>When the draft that is written anew was made, as who writes it has read it; null: whichever it is.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}

/// <summary>Puts rules in force at once, as a new version.</summary>
internal sealed record PublishRuleSet(RuleScope Scope, RuleSet Rules, string Reason, string By);

/// <summary>Moves one version: publish, start_shadow, stop_shadow, roll_back (to it).</summary>
internal sealed record MoveVersion(RuleScope Scope, int Version, RuleMove Move, string Reason, string By)
{
    /// <summary>When the version was written, as who moves it has read it: what was written since is not put in force unread. Null: whichever it is.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}

internal enum RuleMove
{
    Publish,
    StartShadow,
    StopShadow,
    RollBack,
}

/// <summary>All changes of rules: each one transaction under the lock of its scope, each written into the book of changes, each seen by screening from its next batch on.</summary>
internal sealed partial class ChangeRulesHandler(Database database, TimeProvider clock, ILogger<ChangeRulesHandler> logger)
{
    public async Task<Result<RuleVersion>> HandleAsync(SaveDraft command, CancellationToken ct)
    {
        var document = RuleDocument.Write(command.Rules);
        if ((Refused(command.Rules, document) ?? RuleProblems.OfReason(command.Reason)) is { } refused) { return refused; }

        await using var transaction = await database.BeginAsync(command.Scope.Brands, ct);
        var versions = new StoredVersions(command.Scope, transaction);
        if (await OpenAsync(command.Scope, versions, ct) is { } closed) { return closed; }

        var number = command.Version;
        if (number > 0)
        {
            if (await versions.FindAsync(number, ct) is not { } known) { return RuleProblems.NoVersion(number); }

            if (known.NotWritable() is { } fixedNow) { return fixedNow; }

            if (command.ReadAt is { } readAt && !known.IsOf(readAt)) { return RuleProblems.ChangedMeanwhile(known); }
        }
        else
        {
            number = await versions.LatestAsync(ct) + 1;
        }

        var draft = NewVersion(number, command.Rules, command.BasedOn, command.Reason, command.By);
        await versions.PutAsync(draft, document, ct);
        return await RecordAsync(command.Scope, draft, "save_draft", command.Reason, command.By, versions, transaction, ct);
    }

    public async Task<Result<RuleVersion>> HandleAsync(PublishRuleSet command, CancellationToken ct)
    {
        var document = RuleDocument.Write(command.Rules);
        if ((Refused(command.Rules, document) ?? RuleProblems.OfReason(command.Reason)) is { } refused) { return refused; }

        await using var transaction = await database.BeginAsync(command.Scope.Brands, ct);
        var versions = new StoredVersions(command.Scope, transaction);
        if (await OpenAsync(command.Scope, versions, ct) is { } closed) { return closed; }

        var draft = NewVersion(await versions.LatestAsync(ct) + 1, command.Rules, 0, command.Reason, command.By);
        await versions.PutAsync(draft, document, ct);
        return await PublishAsync(command.Scope, draft, "publish", VersionState.Superseded, command.Reason, command.By, versions, transaction, ct);
    }

    public async Task<Result<RuleVersion>> HandleAsync(MoveVersion command, CancellationToken ct)
    {
        if (RuleProblems.OfReason(command.Reason) is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(command.Scope.Brands, ct);
        var versions = new StoredVersions(command.Scope, transaction);
        if (await OpenAsync(command.Scope, versions, ct) is { } closed) { return closed; }

        if (await versions.FindAsync(command.Version, ct) is not { } version) { return RuleProblems.NoVersion(command.Version); }

        if (command.ReadAt is { } readAt && !version.IsOf(readAt)) { return RuleProblems.ChangedMeanwhile(version); }

        return command.Move switch
        {
            RuleMove.Publish => version.NotPublishable() is { } not ? not : await PublishAsync(command.Scope, version, "publish", VersionState.Superseded, command.Reason, command.By, versions, transaction, ct),
            RuleMove.StartShadow => version.NotShadowable() is { } not ? not : await ShadowAsync(command, version, versions, transaction, ct),
            RuleMove.StopShadow => version.NotInShadow() is { } not ? not : await StopShadowAsync(command, version, versions, transaction, ct),
            _ => version.NotReturnable() is { } not ? not : await RollBackAsync(command, version, versions, transaction, ct),
        };
    }

    /// <summary>An earlier version comes back as a new one that equals it, so that numbers only grow and an offence's version never means two things.</summary>
    private async Task<Result<RuleVersion>> RollBackAsync(MoveVersion command, RuleVersion target, StoredVersions versions, BrandTransaction transaction, CancellationToken ct)
    {
        var again = target with { Version = await versions.LatestAsync(ct) + 1, State = VersionState.Draft, BasedOn = target.Version, Reason = command.Reason, CreatedAt = clock.GetUtcNow(), CreatedBy = command.By, PublishedAt = null, PublishedBy = null };
        await versions.PutAsync(again, await versions.DocumentAsync(target.Version, ct), ct);
        return await PublishAsync(command.Scope, again, "roll_back", VersionState.RolledBack, command.Reason, command.By, versions, transaction, ct);
    }

    private async Task<Result<RuleVersion>> PublishAsync(RuleScope scope, RuleVersion version, string action, string former, string reason, string by, StoredVersions versions, BrandTransaction transaction, CancellationToken ct)
    {
        if (await versions.InForceAsync(ct) is { } inForce) { await versions.SetStateAsync(inForce.Version, former, ct); }

        var published = version with { State = VersionState.Published, PublishedAt = clock.GetUtcNow(), PublishedBy = by };
        await versions.SetPublishedAsync(version.Version, published.PublishedAt.Value, by, ct);
        await versions.MoveHeadAsync(ct);
        return await RecordAsync(scope, published, action, reason, by, versions, transaction, ct);
    }

    private async Task<Result<RuleVersion>> ShadowAsync(MoveVersion command, RuleVersion version, StoredVersions versions, BrandTransaction transaction, CancellationToken ct)
    {
        if (await versions.InShadowAsync(ct) is { } running) { return RuleProblems.WrongState(running, VersionState.Shadow, "that one to be stopped or published first: one version runs in shadow at a time"); }

        await versions.SetShadowAsync(version.Version, clock.GetUtcNow(), ct);
        await versions.MoveHeadAsync(ct);
        return await RecordAsync(command.Scope, version with { State = VersionState.Shadow }, "start_shadow", command.Reason, command.By, versions, transaction, ct);
    }

    private async Task<Result<RuleVersion>> StopShadowAsync(MoveVersion command, RuleVersion version, StoredVersions versions, BrandTransaction transaction, CancellationToken ct)
    {
        await versions.SetStateAsync(version.Version, VersionState.Draft, ct);
        await versions.MoveHeadAsync(ct);
        return await RecordAsync(command.Scope, version with { State = VersionState.Draft }, "stop_shadow", command.Reason, command.By, versions, transaction, ct);
    }

    private async Task<Result<RuleVersion>> RecordAsync(RuleScope scope, RuleVersion version, string action, string reason, string by, StoredVersions versions, BrandTransaction transaction, CancellationToken ct)
    {
        await versions.RecordAsync(new RuleChange { Action = action, Version = version.Version, At = clock.GetUtcNow(), By = by, Reason = reason }, ct);
        await transaction.CommitAsync(ct);
        Log.Changed(logger, by, action, version.Version, scope);
        return version;
    }

    private RuleVersion NewVersion(int number, RuleSet rules, int basedOn, string reason, string by) =>
        new() { Version = number, RuleCount = rules.Rules.Count, TermCount = RuleSetCheck.TermsOf(rules), BasedOn = basedOn, Reason = reason, CreatedAt = clock.GetUtcNow(), CreatedBy = by };

    private static async Task<Problem?> OpenAsync(RuleScope scope, StoredVersions versions, CancellationToken ct)
    {
        await versions.LockAsync(ct);
        return scope.Level != RuleLevel.Pack || await versions.PackExistsAsync(ct) ? null : RuleProblems.NoPack(scope.Pack);
    }

    /// <summary>What is wrong with rules, wherever they come from: a document, lists, a word list on top of what there was.</summary>
    private static Problem? Refused(RuleSet rules, string document)
    {
        if (RuleSetCheck.ErrorsOf(rules) is { Count: > 0 } errors) { return RuleProblems.Invalid(errors); }

        var bytes = Encoding.UTF8.GetByteCount(document);
        return bytes > RuleDocument.MostBytes ? RuleProblems.TooLarge(bytes) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By}: {Action} version {Version} of the rules of {Scope}.")]
        public static partial void Changed(ILogger logger, string by, string action, int version, RuleScope scope);
    }
}
