using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Api;

/// <summary>Whose token a call carries.</summary>
internal sealed record Caller(Corp Corp, CorpApp App);
