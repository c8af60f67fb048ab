using System.Text.RegularExpressions;
using Steward.Kernel;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Operators;

/// <summary>A person who works for the agency.</summary>
internal sealed partial record Operator
{
    public const int MaxNameCharacters = 64;

    private static readonly string[] Roles = ["operator", "lead", "manager", "trainer", "admin"];

    public required Guid OperatorId { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public required string Role { get; init; }
    public required Guid[] BrandIds { get; init; }

    /// <summary>An administrator who may change what holds for all brands.</summary>
    public bool AgencyWide { get; init; }

    /// <summary>The operator as an administrator wrote it, or one problem that names every offending field.</summary>
    public static Result<Operator> Read(Wire.Operator wire)
    {
        var faults = new List<(string Field, string Message)>();
        if (!Guid.TryParse(wire.OperatorId, out var id) || id == Guid.Empty) { faults.Add(("operator.operator_id", "operator.operator_id must be a UUID.")); }

        var login = CanonicalLogin(wire.Login);
        if (!LoginForm().IsMatch(login)) { faults.Add(("operator.login", "operator.login must have 3 to 64 of a-z, 0-9, dot, hyphen, underscore and @.")); }

        var name = wire.Name.Trim();
        if (name.Length is 0 or > MaxNameCharacters || name.Contains('\0', StringComparison.Ordinal)) { faults.Add(("operator.name", $"operator.name must have 1 to {MaxNameCharacters} characters.")); }

        if (!Roles.Contains(wire.Role)) { faults.Add(("operator.role", $"operator.role must be one of {string.Join(", ", Roles)}.")); }

        if (wire is { AgencyWide: true, Role: not "admin" }) { faults.Add(("operator.agency_wide", "operator.agency_wide is for the role admin.")); }

        var brands = new HashSet<Guid>();
        foreach (var brandId in wire.BrandIds)
        {
            if (Guid.TryParse(brandId, out var brand) && brand != Guid.Empty) { brands.Add(brand); }
            else { faults.Add(("operator.brand_ids", $"operator.brand_ids: {brandId} is no UUID.")); }
        }

        return faults.Count > 0 ? OperatorProblems.Invalid(faults) : new Operator { OperatorId = id, Login = login, Name = name, Role = wire.Role, BrandIds = [.. brands], AgencyWide = wire.AgencyWide };
    }

    /// <summary>One spelling of a login, however it is typed.</summary>
    public static string CanonicalLogin(string login) => login.Trim().ToLowerInvariant();

    [GeneratedRegex("^[a-z0-9._@-]{3,64}$")]
    private static partial Regex LoginForm();
}
