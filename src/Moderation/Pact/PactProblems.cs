using Steward.Kernel;

namespace Steward.Moderation.Pact;

/// <summary>What can be wrong with a request about the pact.</summary>
internal static class PactProblems
{

    public static Problem Invalid(IReadOnlyCollection<(string Field, string Rule)> wrong) => new(
        "MOD-150", ProblemKind.Invalid, string.Join(' ', wrong.Select(one => $"{one.Field} {one.Rule}.")), string.Join(',', wrong.Select(one => one.Field).Distinct()));

    public static Problem NotFound(int version) => new("MOD-151", ProblemKind.NotFound, $"There is no version {version} of the pact in this brand.", "version");

    public static Problem NoDraft(int version) => new("MOD-152", ProblemKind.Conflict, $"Version {version} is no draft: what is published stays as it is; save a draft and publish that.", "version");

    public static Problem Changed(int revision) => new("MOD-153", ProblemKind.Conflict, $"Somebody has changed the draft meanwhile (it is at revision {revision} now, 0: there is none): read it again, then decide.", "revision");

    public static Problem NotInForce(int version) => new("MOD-155", ProblemKind.Conflict, $"Version {version} does not hold: another one has taken its place, or it was ended.", "version");

    public static Problem NoGroup(Guid group) => new("MOD-156", ProblemKind.NotFound, $"There is no group {group} in this brand, or its roster has not been read yet.", "group_id");

    public static Problem Field(string field, string rule) => Problem.InvalidField("MOD-157", field, $"{field} must be {rule}.");
}
