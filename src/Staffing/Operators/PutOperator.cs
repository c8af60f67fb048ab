using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Storage;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Operators;

/// <summary>Creates an operator or changes it; the same call again changes nothing.</summary>
internal sealed class PutOperator(Database database, Passwords passwords)
{
    public async Task<Result<Operator>> HandleAsync(Wire.Operator input, string password, Caller caller, CancellationToken ct)
    {
        var read = Operator.Read(input);
        if (read.Failed) { return read; }

        if (password.Length > 0 && Passwords.Check(password) is { } weak) { return weak; }

        var person = read.Value;
        // Operators belong to no brand: the transaction needs none.
        await using var transaction = await database.BeginAsync([], ct);
        var wide = await transaction.SingleOrDefaultAsync<bool?>("select agency_wide from operators where operator_id = @OperatorId for update", new { person.OperatorId }, ct);
        if (wide is null && Passwords.Check(password) is { } missing) { return missing; }

        var before = await transaction.QueryAsync<Guid>("select brand_id from operator_brands where operator_id = @OperatorId", new { person.OperatorId }, ct);
        if (!before.Concat(person.BrandIds).All(brand => caller.MaySee(new BrandId(brand)))) { return OperatorProblems.OutOfScope(); }

        if ((person.AgencyWide || wide == true) && !caller.MayChangeForAll) { return OperatorProblems.NotForAll(); }

        var hash = password.Length > 0 ? passwords.Hash(password) : null;
        try
        {
            await transaction.ExecuteAsync(
                """
                insert into operators as kept (operator_id, login, name, role, agency_wide, password_hash) values (@OperatorId, @Login, @Name, @Role, @AgencyWide, coalesce(@hash, ''))
                on conflict (operator_id) do update set login = excluded.login, name = excluded.name, role = excluded.role, agency_wide = excluded.agency_wide, password_hash = coalesce(@hash, kept.password_hash)
                """,
                new { person.OperatorId, person.Login, person.Name, person.Role, person.AgencyWide, hash },
                ct);
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "operators_login_key" })
        {
            return OperatorProblems.LoginTaken(person.Login);
        }

        await transaction.ExecuteAsync(
            """
            delete from operator_brands where operator_id = @OperatorId and brand_id <> all (@BrandIds);
            insert into operator_brands (operator_id, brand_id) select @OperatorId, unnest(@BrandIds) on conflict do nothing;
            """,
            new { person.OperatorId, person.BrandIds },
            ct);
        await transaction.CommitAsync(ct);
        return person;
    }
}
