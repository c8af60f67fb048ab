using Steward.Benchmarks;

// The first argument names the benchmark, the others are its own (README.md); without a name it is the suite.
var benchmarks = new Dictionary<string, Func<string[], Task<bool>>>
{
    ["callbacks"] = Callbacks.RunAsync,
    ["inbox"] = Inbox.RunAsync,
    ["kb"] = Knowledge.RunAsync,
    ["ledger"] = Ledger.RunAsync,
    ["matcher"] = Matcher.RunAsync,
    ["routing"] = RoutingTurns.RunAsync,
    ["rosters"] = Rosters.RunAsync,
    ["screening"] = Screening.RunAsync,
};
var (run, rest) = args is [var name, ..] && benchmarks.TryGetValue(name, out var named) ? (named, args[1..]) : (Suite.RunAsync, args);
return await run(rest) ? 0 : 1;
