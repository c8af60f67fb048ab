namespace Steward.Kernel.Tests;

public sealed class ProblemTests
{
    [Fact]
    public void A_wrong_field_is_named_and_is_the_callers_to_mend()
    {
        var problem = Problem.InvalidField("MEM-003", "brand.time_zone", "brand.time_zone: 'Mars/Base' is no IANA zone.");
        Assert.Equal(new Problem("MEM-003", ProblemKind.Invalid, "brand.time_zone: 'Mars/Base' is no IANA zone.", "brand.time_zone"), problem);
    }

    [Fact]
    public void A_problem_without_a_field_names_none() => Assert.Null(new Problem("GTW-001", ProblemKind.Exhausted, "Too many requests.").Field);

    [Fact]
    public void Problems_with_the_same_parts_are_equal()
    {
        var problem = new Problem("MEM-001", ProblemKind.NotFound, "No such brand.", "brand_id");
        Assert.Equal(problem with { }, problem);
        Assert.NotEqual(problem with { Code = "MEM-002" }, problem);
        Assert.NotEqual(problem with { Field = null }, problem);
    }

    // Statuses are mapped by kind: a new one needs a line in every such table.
    [Fact]
    public void These_are_the_kinds() =>
        Assert.Equal(["Invalid", "NotFound", "Conflict", "Unauthenticated", "Forbidden", "Exhausted", "Unavailable"], Enum.GetNames<ProblemKind>());
}
