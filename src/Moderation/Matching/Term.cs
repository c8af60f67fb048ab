namespace Steward.Moderation.Matching;

/// <summary>What a matcher looks for.</summary>
/// <param name="Text">At most <see cref="TermMatcher.LongestTerm"/> symbols once folded.</param>
/// <param name="Group">Whose term it is, a rule for instance: an allowed phrase clears hits of its own group only.</param>
/// <param name="Allowed">The text is a context in which terms of its group are harmless: a hit that lies within it is none.</param>
/// <param name="WholeWord">Where the term begins or ends with a letter or digit of an alphabet, no other one may stand next to it there.</param>
/// <param name="MostSkipped">How many symbols that mean nothing may stand between two neighbours of the term (a picture counts as two); at most <see cref="TermMatcher.MostSkipped"/>.</param>
internal readonly record struct Term(string Text, int Group = 0, bool Allowed = false, bool WholeWord = false, int MostSkipped = 0)
{
    /// <summary>As the group of an allowed phrase: clears hits of every group.</summary>
    public const int EveryGroup = -1;
}

/// <summary>Where a term stands.</summary>
/// <param name="Term">Number of the term, as given to the matcher.</param>
/// <param name="Start">Place of the first symbol. Symbols are counted as folded; <see cref="Matches.InText"/> says where that is in the text.</param>
internal readonly record struct TermHit(int Term, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Which hits are reported.</summary>
internal enum Reporting
{
    /// <summary>Every term at every place, by place, the longer ones first.</summary>
    Every,

    /// <summary>The leftmost hit, of those that begin there the longest, of equal ones the first term's; then the same behind its end.</summary>
    LeftmostLongest,
}
