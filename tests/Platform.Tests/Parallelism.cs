using Xunit;

// Stories run whole suites of a dozen processes: one suite at a time is enough for two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
