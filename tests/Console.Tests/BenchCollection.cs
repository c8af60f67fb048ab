namespace Steward.Console.Tests;

/// <summary>One bench for all browser tests; each works in a brand of its own.</summary>
[CollectionDefinition(Name)]
public sealed class BenchCollection : ICollectionFixture<ConsoleBench>
{
    public const string Name = "bench";
}
