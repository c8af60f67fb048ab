using Steward.Kernel;

namespace Steward.Members.ApiKeys;

internal static class ApiKeyProblems
{
    public static Problem Name() => Problem.InvalidField("MEM-010", "name", "name must be 1 to 60 characters.");

    public static Problem Scopes() => Problem.InvalidField("MEM-011", "scopes", $"scopes must name at least one of {string.Join(", ", ApiKeyScopes.All)}, and nothing else.");

    public static Problem Expiry() => Problem.InvalidField("MEM-012", "expires_at", "expires_at must lie in the future.");

    public static Problem Secret() => Problem.InvalidField("MEM-013", "secret", "secret must be 32 to 128 letters, digits, - or _, or a whole secret stw_<8 characters>_<32 or more>.");

    public static Problem SecretTaken() => new("MEM-014", ProblemKind.Conflict, "Another key begins with the same prefix; choose another secret.", "secret");

    public static Problem AlreadyIssued(Guid key) =>
        new("MEM-015", ProblemKind.Conflict, $"Key {key} was issued before, and its secret cannot be shown again; revoke it and issue another key.", "key_id");

    public static Problem Unknown(Guid key) => new("MEM-016", ProblemKind.NotFound, $"There is no key {key} in this brand.", "key_id");

    /// <summary>One answer for every reason: who tries keys out learns nothing.</summary>
    public static Problem NotValid() => new("MEM-017", ProblemKind.Unauthenticated, "The API key is unknown, expired or revoked.");
}
