using Steward.Content.Deflection;

namespace Steward.Content.Tests.Deflection;

public sealed class WilsonTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 0.7935)]
    [InlineData(10, 0, 0.2775)]
    [InlineData(10, 10, 1)]
    [InlineData(100, 1, 0.0545)]
    [InlineData(1000, 10, 0.0183)]
    public void The_bound_is_wide_for_few_cases_and_narrows_with_many(long cases, long hits, double upper) => Assert.Equal(upper, Wilson.Upper(cases, hits), 4);
}
