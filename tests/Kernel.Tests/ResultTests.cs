namespace Steward.Kernel.Tests;

public sealed class ResultTests
{
    private static readonly Problem Decided = new("MOD-002", ProblemKind.Conflict, "The case is already decided.");

    [Fact]
    public void A_value_is_a_result()
    {
        Result<int> result = 7;
        Assert.False(result.Failed);
        Assert.Null(result.Problem);
        Assert.Equal(7, result.Value);
    }

    [Fact]
    public void A_problem_is_a_result_without_a_value()
    {
        Result<int> result = Decided;
        Assert.True(result.Failed);
        Assert.Same(Decided, result.Problem);
        var defect = Assert.Throws<InvalidOperationException>(() => result.Value);
        Assert.Contains("MOD-002", defect.Message, StringComparison.Ordinal);
        Assert.Contains("already decided", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_may_be_null_or_zero_without_being_a_failure()
    {
        Result<string?> nothing = (string?)null;
        Result<int> zero = 0;
        Assert.False(nothing.Failed);
        Assert.Null(nothing.Value);
        Assert.False(zero.Failed);
        Assert.Equal(0, zero.Value);
    }

    [Fact]
    public void A_use_case_that_has_nothing_to_tell_is_done()
    {
        Result<Done> result = default(Done);
        Assert.False(result.Failed);
        Assert.Equal(default, result.Value);
    }
}
