using Xunit;

// Time limits of single tests are only reliable when the tests run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
