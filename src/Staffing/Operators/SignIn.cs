using System.Diagnostics.Metrics;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Operators;

/// <summary>Checks a login and a password. Ten wrong ones within a quarter of an hour close the login until that quarter is over.</summary>
internal sealed partial class SignIn(Database database, Passwords passwords, TimeProvider clock, ILogger<SignIn> logger)
{
    public const int MaxFailures = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private const int MaxLoginCharacters = 64;

    private static readonly Meter Meter = new("Steward.Staffing");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("steward.sign_in.refused", description: "Sign-ins with a wrong login or password, or while locked out.");

    public async Task<Result<Operator>> HandleAsync(string login, string password, CancellationToken ct)
    {
        var name = Operator.CanonicalLogin(login);
        if (name.Length is 0 or > MaxLoginCharacters || name.Contains('\0', StringComparison.Ordinal))
        {
            Refused.Add(1);
            return OperatorProblems.WrongSignIn();
        }

        if (await LockedForAsync(name, ct) is { } wait)
        {
            Refused.Add(1);
            Log.LockedOut(logger, name);
            return OperatorProblems.LockedOut(wait);
        }

        await using var transaction = await database.BeginAsync([], ct);
        var found = await transaction.SingleOrDefaultAsync<Account>(
            """
            select operator_id, login, name, role, agency_wide, password_hash, array(select brand_id from operator_brands link where link.operator_id = operators.operator_id order by brand_id) as brand_ids
            from operators where login = @name
            """,
            new { name },
            ct);
        var correct = passwords.Matches(found?.PasswordHash, password);
        await transaction.ExecuteAsync(
            correct
                ? "delete from sign_in_failures where login = @name"
                : """
                  insert into sign_in_failures as kept (login, failures, since) values (@name, 1, @now)
                  on conflict (login) do update
                  set failures = case when kept.since <= @start then 1 else kept.failures + 1 end, since = case when kept.since <= @start then @now else kept.since end
                  """,
            new { name, now = clock.GetUtcNow(), start = clock.GetUtcNow() - Window },
            ct);
        // Logins that somebody once tried must not pile up.
        await transaction.ExecuteAsync("delete from sign_in_failures where login in (select login from sign_in_failures where since <= @start for update skip locked)", new { start = clock.GetUtcNow() - Window }, ct);
        await transaction.CommitAsync(ct);
        if (!correct)
        {
            Refused.Add(1);
            return OperatorProblems.WrongSignIn();
        }

        return new Operator { OperatorId = found!.OperatorId, Login = found.Login, Name = found.Name, Role = found.Role, BrandIds = found.BrandIds, AgencyWide = found.AgencyWide };
    }

    /// <summary>How long the login stays closed; null when it is not. Asked before hashing, which is what an attacker would make us do.</summary>
    private async Task<TimeSpan?> LockedForAsync(string login, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync([], ct);
        var since = await transaction.SingleOrDefaultAsync<DateTimeOffset?>("select since from sign_in_failures where login = @login and failures >= @MaxFailures", new { login, MaxFailures }, ct);
        return since + Window - clock.GetUtcNow() is { } left && left > TimeSpan.Zero ? left : null;
    }

    private sealed record Account
    {
        public Guid OperatorId { get; init; }
        public string Login { get; init; } = "";
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
        public bool AgencyWide { get; init; }
        public string PasswordHash { get; init; } = "";
        public Guid[] BrandIds { get; init; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The login {Login} is closed after too many wrong passwords.")]
        public static partial void LockedOut(ILogger logger, string login);
    }
}
